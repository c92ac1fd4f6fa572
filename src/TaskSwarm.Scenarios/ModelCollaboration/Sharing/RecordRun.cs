using System.Collections.Immutable;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>Records of one origin that follow one another.</summary>
/// <param name="Origin">Number of the member that collected them.</param>
/// <param name="First">Number of the first among that member's records, from 0.</param>
/// <param name="Version">Of their schema.</param>
/// <param name="RecordBytes">What a record takes.</param>
/// <param name="IsLast">Whether the origin has no more after these.</param>
/// <param name="Images">The image of each, by its number among all images: it stands for what the record holds.</param>
public sealed record RecordRun(
    int Origin, int First, int Version, int RecordBytes, bool IsLast, ImmutableArray<int> Images)
{
    /// <summary>Bytes that it takes in a message: a head, and the records.</summary>
    internal int SizeBytes => 24 + (RecordBytes * Images.Length);
}

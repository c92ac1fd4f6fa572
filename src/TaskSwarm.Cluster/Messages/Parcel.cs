namespace TaskSwarm.Cluster.Messages;

/// <summary>A message between nodes, or a piece of one: the only thing that crosses the wire.</summary>
/// <param name="Id">The message's number among those of its sender.</param>
/// <param name="Index">Which piece, from 0.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">The piece.</param>
internal sealed record Parcel(long Id, int Index, int Count, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most bytes in one piece: far below the frame size, and below what the collector takes for large.
    /// </summary>
    public const int MostBytes = 64_000;

    /// <summary>The most pieces of one message: 2 GB in all.</summary>
    public const int MostPieces = 33_000;

    /// <summary>Into how many pieces a message goes.</summary>
    public static int CountOf(int bytes) => Math.Max(1, (bytes + MostBytes - 1) / MostBytes);
}

namespace TaskSwarm.Learning.Aggregation;

/// <summary>A vector that is sent in fewer bytes than it has.</summary>
public interface ICompressedVector
{
    /// <summary>What it takes to send, bytes.</summary>
    int SizeBytes { get; }

    /// <summary>What the receiver makes of it.</summary>
    float[] Decompress();
}

using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>How many records there are of each class.</summary>
internal static class ClassCounts
{
    /// <summary>A number that stands for the counts, in the order of classes.</summary>
    public static long Fingerprint(IReadOnlyList<int> counts)
    {
        ulong hash = StableHash.Combine(StableHash.Seed, (ulong)counts.Count);
        foreach (int count in counts)
        {
            hash = StableHash.Combine(hash, (ulong)count);
        }

        return (long)hash;
    }
}

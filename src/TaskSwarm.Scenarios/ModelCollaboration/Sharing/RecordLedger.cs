using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>How often each member has taken each record, by what it told: what holds members to their counts without
/// asking them.</summary>
/// <param name="plan">The collaboration.</param>
internal sealed class RecordLedger(SharingPlan plan)
{
    private readonly int[] _offsets = OffsetsOf(plan.Shards);
    private readonly byte[][] _times =
        [.. plan.Members.Select(_ => new byte[plan.Shards.Sum(shard => shard.Length)])];

    /// <summary>A member has taken records, or collected its own.</summary>
    /// <returns>How many of them it had before.</returns>
    public int Take(int member, int origin, int first, int count)
    {
        int doubled = 0;
        foreach (ref byte times in _times[member].AsSpan(_offsets[origin] + first, count))
        {
            doubled += times > 0 ? 1 : 0;
            times = (byte)Math.Min(times + 1, byte.MaxValue);
        }

        return doubled;
    }

    /// <summary>How many of some records a member has never taken.</summary>
    public int Missing(int member, int origin, int first, int count) =>
        _times[member].AsSpan(_offsets[origin] + first, count).Count((byte)0);

    /// <summary>How many records an origin has collected that a member has not taken.</summary>
    public int MissingOf(int member, int origin)
    {
        int missing = 0;
        for (int record = _offsets[origin]; record < _offsets[origin] + plan.Shards[origin].Length; record++)
        {
            missing += _times[origin][record] > 0 && _times[member][record] == 0 ? 1 : 0;
        }

        return missing;
    }

    /// <summary>How many records of each class a member has taken, one taken twice counting twice.</summary>
    public int[] PerClass(int member)
    {
        var counts = new int[plan.Shape.Classes];
        for (int origin = 0; origin < plan.Shards.Count; origin++)
        {
            foreach ((int record, int image) in plan.Shards[origin].Index())
            {
                counts[plan.Training.Labels[image]] += _times[member][_offsets[origin] + record];
            }
        }

        return counts;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        foreach (byte[] times in _times)
        {
            writer.Write((ReadOnlySpan<byte>)times);
        }
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        foreach (byte[] times in _times)
        {
            reader.ReadBytes().CopyTo(times);
        }
    }

    private static int[] OffsetsOf(IReadOnlyList<int[]> shards)
    {
        var offsets = new int[shards.Count];
        for (int i = 1; i < offsets.Length; i++)
        {
            offsets[i] = offsets[i - 1] + shards[i - 1].Length;
        }

        return offsets;
    }
}

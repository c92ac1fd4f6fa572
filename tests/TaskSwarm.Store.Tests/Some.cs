using System.Globalization;

namespace TaskSwarm.Store.Tests;

/// <summary>Runs, epochs and snapshots of which nothing matters but that they differ.</summary>
internal static class Some
{
    public static RunDraft Draft(string? id = null) => new()
    {
        Id = id,
        Scenario = "couriers",
        Kind = "logistics",
        Strategy = "greedy",
        Seed = ulong.MaxValue - 6,
        ScenarioHash = "abc123",
        Version = "0.1.0",
        Description = Bytes(300, 1),
    };

    public static EpochBlock Epoch(long number, int size = 1000) => new(
        number, (10 * number) - 9, 10 * number, 1000 * number, 7 * number, Digest(number), Bytes(size, (int)number));

    public static SnapshotBlock Snapshot(long epoch, int size = 5000) =>
        new(epoch, 10 * epoch, 1000 * epoch, Digest(epoch), Bytes(size, 1000 + (int)epoch));

    public static RunEnding Ending(long epochs, RunState state = RunState.Completed) =>
        new(state, Digest(epochs), 7 * epochs * (epochs + 1) / 2, 1000 * epochs, Bytes(200, 2));

    public static string Digest(long number) => number.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Bytes that compress to about half, the same for the same arguments.</summary>
    public static byte[] Bytes(int size, int seed)
    {
        byte[] bytes = new byte[size];
        ulong state = (ulong)seed + 1;
        for (int i = 0; i < size; i += 2)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            bytes[i] = (byte)(state >> 40);
        }

        return bytes;
    }

    /// <summary>Whether two epochs are equal, payloads included.</summary>
    public static bool Same(EpochBlock left, EpochBlock right) =>
        left with { Payload = default } == right with { Payload = default }
        && left.Payload.Span.SequenceEqual(right.Payload.Span);

    /// <summary>Writes epochs up to a number.</summary>
    public static async Task WriteUpToAsync(RunWriter writer, long last, int size = 1000)
    {
        for (long number = writer.LastEpoch + 1; number <= last; number++)
        {
            await writer.WriteAsync(Epoch(number, size));
        }
    }

    /// <summary>A completed run of some epochs.</summary>
    public static async Task<string> RunAsync(RunStore store, int epochs, string? id = null)
    {
        await using RunWriter writer = await store.CreateAsync(Draft(id));
        await WriteUpToAsync(writer, epochs);
        await writer.CompleteAsync(Ending(epochs));
        return writer.RunId;
    }

    /// <summary>Reads all epochs, and requires that they are those of <see cref="Epoch"/>.</summary>
    public static async Task<long> CountAsync(RunStore store, string run, int size = 1000)
    {
        long count = 0;
        await foreach (EpochBlock block in store.ReadEpochsAsync(run))
        {
            count++;
            if (!Same(block, Epoch(count, size)))
            {
                throw new InvalidOperationException($"Epoch {count} is not what was written.");
            }
        }

        return count;
    }
}

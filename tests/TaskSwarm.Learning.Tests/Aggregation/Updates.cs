using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Learning.Tests.Aggregation;

/// <summary>Models near one another.</summary>
internal static class Updates
{
    public static ModelUpdate[] Draw(ulong seed, int count, int length)
    {
        var random = new RandomStream(seed, "updates", "test");
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new ModelUpdate(
                [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())], 1 + random.NextInt(600))),
        ];
    }

    public static RandomStream Stream(ulong seed) => new(seed, "aggregation", "test");
}

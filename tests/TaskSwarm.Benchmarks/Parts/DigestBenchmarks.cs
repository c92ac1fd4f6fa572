using BenchmarkDotNet.Attributes;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Parts;

/// <summary>Folding an event's fields into an agent's hash.</summary>
public class DigestBenchmarks
{
    private ulong _hash = 1;

    /// <summary>An event with a name, an instant and a place.</summary>
    [Benchmark]
    public ulong EventWithPlace()
    {
        var encoder = new EventEncoder(_hash);
        encoder.Write("WaypointReached");
        encoder.Write(1_000_000L);
        encoder.Write(new Vec3(1.25, 2.5, 3.75));
        return _hash = encoder.Hash;
    }
}

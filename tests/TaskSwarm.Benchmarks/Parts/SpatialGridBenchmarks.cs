using BenchmarkDotNet.Attributes;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Parts;

/// <summary>The index of 10,000 bodies on a torus of 316 x 316, with vision 5.</summary>
public class SpatialGridBenchmarks
{
    private const int Agents = 10_000;
    private const double Side = 316;

    private readonly WorldView _world = new(new WorldSpec { WrapX = Side, WrapY = Side });
    private readonly List<Neighbour> _found = [];
    private int _next;

    /// <summary>Places the bodies.</summary>
    [GlobalSetup]
    public void Place()
    {
        var random = new RandomStream(1, "grid", "benchmark");
        _world.Resize(Agents);
        for (int i = 0; i < Agents; i++)
        {
            _world.Publish(i, Body.At(new Vec3(random.NextUniform(0, Side), random.NextUniform(0, Side), 0)));
        }
    }

    /// <summary>Everyone near one agent.</summary>
    [Benchmark]
    public int Query()
    {
        var self = new AgentId(_next = (_next + 1) % Agents);
        _world.Neighbours(_world.BodyOf(self).Position, 5, self, _found);
        return _found.Count;
    }

    /// <summary>One body moves, so the index is built anew, and one query.</summary>
    [Benchmark]
    public int BuildAndQuery()
    {
        _world.Publish(0, _world.BodyOf(new AgentId(0)));
        return Query();
    }
}

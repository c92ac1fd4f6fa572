using BenchmarkDotNet.Attributes;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Benchmarks.Parts;

/// <summary>Numbers drawn from an agent's stream.</summary>
[MemoryDiagnoser]
public class RandomStreamBenchmarks
{
    private readonly RandomStream _stream = new(1, "agent", "behaviour");

    /// <summary>One 64-bit number; every second one costs a block.</summary>
    [Benchmark]
    public ulong Bits() => _stream.NextUInt64();

    /// <summary>One bounded integer.</summary>
    [Benchmark]
    public int Bounded() => _stream.NextInt(1000);

    /// <summary>One exponential number.</summary>
    [Benchmark]
    public double Exponential() => _stream.NextExponential(1.0);
}

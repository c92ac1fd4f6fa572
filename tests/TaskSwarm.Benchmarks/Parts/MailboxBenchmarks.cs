using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using BenchmarkDotNet.Attributes;
using TaskSwarm.Actors.Lanes;

namespace TaskSwarm.Benchmarks.Parts;

/// <summary>A message through an actor's queue, ours and Akka's default.</summary>
[MemoryDiagnoser]
public class MailboxBenchmarks
{
    private static readonly Envelope s_envelope = new("turn", ActorRefs.Nobody);

    private readonly SlimQueue _slim = new();
    private readonly UnboundedMessageQueue _unbounded = new();

    /// <summary>In and out of the slim queue.</summary>
    [Benchmark]
    public bool Slim()
    {
        _slim.Enqueue(ActorRefs.Nobody, s_envelope);
        return _slim.TryDequeue(out _);
    }

    /// <summary>In and out of Akka's unbounded queue.</summary>
    [Benchmark(Baseline = true)]
    public bool Unbounded()
    {
        _unbounded.Enqueue(ActorRefs.Nobody, s_envelope);
        return _unbounded.TryDequeue(out _);
    }
}

using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.World;

/// <summary>The quality of a link from one group of agents to another.</summary>
/// <param name="Latency">Least one-way delay; positive: it is what makes parallel windows possible.</param>
public sealed record LinkSpec(SimDuration Latency)
{
    /// <summary>Greatest extra delay, uniformly distributed from 0.</summary>
    public SimDuration Jitter { get; init; }

    /// <summary>Probability that a message is lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>Bits per second of the sender's outgoing link, shared by all it sends; 0 is unlimited.</summary>
    public long BitsPerSecond { get; init; }

    /// <summary>Greatest distance in metres at the start of the window; 0 is unlimited.</summary>
    public double Range { get; init; }
}

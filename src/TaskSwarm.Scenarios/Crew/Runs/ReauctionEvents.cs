using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>Agents have named their costs, and it is decided whether tasks go elsewhere.</summary>
/// <param name="Round">The number of the re-auction.</param>
/// <param name="Tasks">How many tasks were in it.</param>
/// <param name="Silent">How many agents did not answer; they keep what they hold.</param>
/// <param name="Before">What the awards came to.</param>
/// <param name="After">What they come to; equal if nothing moves.</param>
/// <param name="Moved">How many tasks get other holders, or a first one.</param>
/// <param name="Thinking">Simulated time that the decision takes.</param>
public sealed record ReauctionDecided(
    int Round, int Tasks, int Silent, double Before, double After, int Moved, SimDuration Thinking) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Tasks);
        encoder.Write(Silent);
        encoder.Write(Before);
        encoder.Write(After);
        encoder.Write(Moved);
        encoder.Write(Thinking);
    }
}

/// <summary>What a re-auction decided is not done: what it reckoned with has changed meanwhile.</summary>
/// <param name="Round">The number of the re-auction.</param>
public sealed record ReauctionOvertaken(int Round) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Round);
}

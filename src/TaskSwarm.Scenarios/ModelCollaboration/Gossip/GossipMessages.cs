using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>A member asks a neighbour to move to the mean of their two models.</summary>
/// <param name="Exchange">The instant at which it began the exchange, which is its number: it rises even over a crash
/// that forgets how many there were.</param>
/// <param name="Life">When the sender last began.</param>
/// <param name="Parameters">Its model, which it keeps until it has an answer.</param>
public sealed record ExchangeAsked(SimTime Exchange, SimTime Life, ImmutableArray<float> Parameters) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(float) * Parameters.Length);
}

/// <summary>The neighbour answers.</summary>
/// <param name="Exchange">Which exchange.</param>
/// <param name="Life">When the sender last began.</param>
/// <param name="Mean">The mean, to which it has moved; empty if it is busy and has not.</param>
public sealed record ExchangeAnswered(SimTime Exchange, SimTime Life, ImmutableArray<float> Mean) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(float) * Mean.Length);
}

/// <summary>Timer of a member: it has learnt.</summary>
public sealed record LearntTag : IMessage;

/// <summary>Timer of a member: it wakes.</summary>
public sealed record WakeTag : IMessage;

/// <summary>Timer of a member: there is no answer yet.</summary>
/// <param name="Exchange">To which exchange.</param>
public sealed record UnansweredTag(SimTime Exchange) : IMessage;

using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>A member tells a neighbour how many records it has of whom, and so asks for those that it lacks.</summary>
/// <param name="Life">When the sender last began.</param>
/// <param name="Counts">How many it has of each member, in the order of their numbers: a version vector, since records
/// of one origin are taken in order. -1: it cannot read them.</param>
public sealed record CountsTold(SimTime Life, ImmutableArray<int> Counts) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(int) * Counts.Length);
}

/// <summary>The neighbour sends what is lacking, or says that nothing is.</summary>
/// <param name="Life">When the sender last began.</param>
/// <param name="HasMore">Whether there is more than one message holds.</param>
/// <param name="Runs">The records, origin by origin.</param>
public sealed record RecordsSent(SimTime Life, bool HasMore, ImmutableArray<RecordRun> Runs) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + Runs.Sum(run => run.SizeBytes);
}

/// <summary>Timer of a member: time to collect, and to tell neighbours.</summary>
public sealed record CollectTag : IMessage;

/// <summary>Timer of a member: it waits no longer for what it lacks.</summary>
public sealed record LearnTag : IMessage;

/// <summary>Timer of a member: it has learnt from what it had.</summary>
public sealed record SharedLearntTag : IMessage;

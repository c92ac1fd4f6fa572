using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>A member has collected records.</summary>
/// <param name="First">Number of the first among its records, from 0.</param>
/// <param name="Count">How many.</param>
public sealed record RecordsCollected(int First, int Count) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(First);
        encoder.Write(Count);
    }
}

/// <summary>A member has taken records that it lacked.</summary>
/// <param name="From">The neighbour that sent them.</param>
/// <param name="Origin">Who collected them.</param>
/// <param name="First">Number of the first among the origin's records.</param>
/// <param name="Count">How many.</param>
/// <param name="Version">Of their schema.</param>
public sealed record RecordsTaken(AgentId From, AgentId Origin, int First, int Count, int Version) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(From);
        encoder.Write(Origin);
        encoder.Write(First);
        encoder.Write(Count);
        encoder.Write(Version);
    }
}

/// <summary>A member cannot read an origin's records, since their schema is newer than its own, and wants none of them.
/// </summary>
/// <param name="Origin">Who collects them.</param>
/// <param name="Version">Of their schema.</param>
public sealed record RecordsRefused(AgentId Origin, int Version) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Origin);
        encoder.Write(Version);
    }
}

/// <summary>A member tells how many records it has of each class.</summary>
/// <param name="Records">All of them.</param>
/// <param name="Fingerprint">Of the number of each class.</param>
public sealed record RecordsCounted(int Records, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Records);
        encoder.Write(Fingerprint);
    }
}

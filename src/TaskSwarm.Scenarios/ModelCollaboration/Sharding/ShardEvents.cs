using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>The images of a shard were sent to a member that did not have them.</summary>
/// <param name="Shard">Which shard.</param>
/// <param name="To">The member.</param>
/// <param name="Bytes">What they take.</param>
public sealed record ShardMoved(int Shard, AgentId To, int Bytes) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Shard);
        encoder.Write(To);
        encoder.Write(Bytes);
    }
}

/// <summary>A model that was trained on a shard is in the average of its round.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shard">Which shard.</param>
/// <param name="By">Who trained it.</param>
/// <param name="Examples">Images of the shard.</param>
/// <param name="Fingerprint">Of the model.</param>
public sealed record ShardTaken(int Round, int Shard, AgentId By, int Examples, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Shard);
        encoder.Write(By);
        encoder.Write(Examples);
        encoder.Write(Fingerprint);
    }
}

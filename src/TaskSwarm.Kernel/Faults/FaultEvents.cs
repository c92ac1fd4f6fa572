using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Faults;

/// <summary>An agent crashed.</summary>
/// <param name="Cause">What failed, for people.</param>
/// <param name="Directive">What its supervisor decided.</param>
/// <param name="UpAt">When it will be up again; <see cref="SimTime.Never"/> if not.</param>
public sealed record AgentCrashed(string Cause, SupervisionDirective Directive, SimTime UpAt) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Cause);
        encoder.Write((long)Directive);
        encoder.Write(UpAt);
    }
}

/// <summary>An agent is up again after a crash.</summary>
/// <param name="FromCheckpoint">Whether it has the state of its last checkpoint.</param>
/// <param name="LostWork">Simulated time between that checkpoint and the crash.</param>
public sealed record AgentRestarted(bool FromCheckpoint, SimDuration LostWork) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(FromCheckpoint);
        encoder.Write(LostWork);
    }
}

/// <summary>An agent is gone for good.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record AgentStopped(string Reason) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Reason);
}

/// <summary>An agent noticed, by missed heartbeats or a FIPA failure, that another has failed.</summary>
/// <param name="Failed">Who is taken to have failed.</param>
public sealed record FailureDetected(Agents.AgentId Failed) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Failed);
}

/// <summary>What a failure had interrupted goes on: all that the failed agent held is placed again.</summary>
/// <param name="Failed">Whose failure it was.</param>
public sealed record FailureRecovered(Agents.AgentId Failed) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Failed);
}

namespace TaskSwarm.Kernel.Events;

/// <summary>
/// Something that happened in the simulated world, in the past tense. Emitted by agents, committed by the kernel in
/// order, read by the digest, the metrics, the monitors, the plots. Implementations are immutable records.
/// </summary>
public abstract record DomainEvent
{
    /// <summary>The event's name in logs and exports; never changes once released.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Writes every field, so that the digest covers the event whole.</summary>
    public abstract void Write(ref EventEncoder encoder);
}

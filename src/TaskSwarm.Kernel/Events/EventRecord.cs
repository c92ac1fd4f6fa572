using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Events;

/// <summary>A committed domain event: who emitted it, when, and as which of its events.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Agent">Who emitted it.</param>
/// <param name="Ordinal">The emitter's running number, from 0.</param>
/// <param name="Event">What happened.</param>
public readonly record struct EventRecord(SimTime Time, AgentId Agent, long Ordinal, DomainEvent Event);

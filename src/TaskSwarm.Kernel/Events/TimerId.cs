namespace TaskSwarm.Kernel.Events;

/// <summary>Names a pending timer of one agent, so that the agent can cancel it.</summary>
/// <param name="Sequence">The agent's running number under which the timer was set.</param>
public readonly record struct TimerId(long Sequence);

using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Runs;

/// <summary>A committed window as recorders see it.</summary>
/// <param name="Window">The window.</param>
/// <param name="Events">Its domain events in the order (time, agent, ordinal).</param>
/// <param name="Messages">Its messages of negotiations in the order (time, agent, the agent's own order); empty unless
/// some reader reads messages.</param>
/// <param name="Chain">A hash over the state of every agent that reacted in this window and in all before it. It does
/// not depend on the partition: runs are equal up to here if their chains are.</param>
public readonly record struct WindowCommit(
    Window Window, IReadOnlyList<EventRecord> Events, IReadOnlyList<MessageRecord> Messages, ulong Chain);

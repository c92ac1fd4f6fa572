using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Runs;

/// <summary>A committed window as observers see it. Counts are those of the regions that this process carries.
/// </summary>
/// <param name="Window">The window.</param>
/// <param name="Events">Its domain events in the order (time, agent, ordinal); empty where another process commits
/// them.</param>
/// <param name="Handled">Events that agents here handled: messages, timers, commands.</param>
/// <param name="Delivered">Messages that agents here sent, without those that the virtual network lost or that were
/// dropped.</param>
public readonly record struct WindowTally(
    Window Window, IReadOnlyList<EventRecord> Events, long Handled, long Delivered);

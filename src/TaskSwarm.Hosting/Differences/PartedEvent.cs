using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Differences;

/// <summary>An event of one of two runs that part.</summary>
/// <param name="Window">The window in which it was committed.</param>
/// <param name="At">When it happened.</param>
/// <param name="Agent">The name of its agent.</param>
/// <param name="Text">What happened.</param>
public sealed record PartedEvent(long Window, SimTime At, string Agent, string Text);

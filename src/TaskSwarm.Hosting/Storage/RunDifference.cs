using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Storage;

/// <summary>The first place at which a run made again is not the run that is stored.</summary>
/// <param name="Window">The number of the window.</param>
/// <param name="At">When, in simulated time.</param>
/// <param name="Agent">The agent; null if the difference is no one agent's.</param>
/// <param name="What">What differs: the name of an event or a message, or what else.</param>
/// <param name="Stored">The value that is stored.</param>
/// <param name="Made">The value that this program makes.</param>
public sealed record RunDifference(
    long Window, SimTime At, string? Agent, string What, string Stored, string Made);

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Agent">Who did it, or whom it concerns; <see cref="AgentId.None"/> for nobody.</param>
/// <param name="Text">In words.</param>
public sealed record StoryLine(SimTime At, StoryKind Kind, AgentId Agent, string Text);

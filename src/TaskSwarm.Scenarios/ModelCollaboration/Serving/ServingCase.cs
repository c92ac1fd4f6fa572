using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>A case that comes to a member.</summary>
/// <param name="At">When.</param>
/// <param name="Image">Which test image it is.</param>
public readonly record struct ServingCase(SimTime At, int Image);

using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>A member tells a neighbour its model.</summary>
/// <param name="Step">Before which step.</param>
/// <param name="Parameters">The model.</param>
public sealed record SharedModel(int Step, ImmutableArray<float> Parameters) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (sizeof(float) * Parameters.Length);
}

/// <summary>Timer of a member: time for a step.</summary>
/// <param name="Step">How many were made before.</param>
public sealed record StepTag(int Step) : IMessage;

using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>What is handed in after training, in one of several forms.</summary>
public interface IModelUpdate : IMessage
{
    /// <summary>The round for which it was asked.</summary>
    int Round { get; }

    /// <summary>Images that were learnt from.</summary>
    int Examples { get; }

    /// <summary>The model that was trained.</summary>
    /// <param name="begin">Where it began.</param>
    float[] Model(ImmutableArray<float> begin);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What the members of any collaboration know beforehand. Immutable; shared by all of them.</summary>
public record ModelPlan
{
    /// <summary>The layers of every model.</summary>
    public required PerceptronShape Shape { get; init; }

    /// <summary>What is learnt from.</summary>
    public required LabelledImages Training { get; init; }

    /// <summary>What models are judged by.</summary>
    public required LabelledImages Testing { get; init; }

    /// <summary>Training images that no member learns from, to fit by; null without any.</summary>
    public LabelledImages? HeldOut { get; init; }

    /// <summary>The images of each member, by their numbers.</summary>
    public required IReadOnlyList<int[]> Shards { get; init; }

    /// <summary>Each member's device and character.</summary>
    public required IReadOnlyList<MemberTraits> Traits { get; init; }

    /// <summary>The members; the agents with the first numbers.</summary>
    public required IReadOnlyList<AgentId> Members { get; init; }

    /// <summary>How long so many operations take; at least a microsecond.</summary>
    /// <param name="operations">Floating-point operations.</param>
    /// <param name="speed">Operations a second.</param>
    public static SimDuration TimeOf(double operations, double speed) =>
        new(Math.Max(1, (long)Math.Ceiling(operations / speed * 1e6)));

    /// <summary>The layers of a member's model.</summary>
    public PerceptronShape ShapeOf(int member) => Traits[member].Hidden is { } hidden
        ? new PerceptronShape([Shape.Inputs, .. hidden, Shape.Classes])
        : Shape;

    /// <summary>Floating-point operations of a member's answer to one image.</summary>
    public double OperationsPerImage(int member) =>
        Traits[member].Onnx?.OperationsPerImage ?? ShapeOf(member).ForwardOperations;

    /// <summary>Floating-point operations of a member's training; 0 for a model that was trained elsewhere.</summary>
    public double OperationsOf(int member, SgdSettings settings) => Traits[member].Onnx is not null
        ? 0
        : (double)ShapeOf(member).TrainingOperations * Shards[member].Length * settings.Epochs;
}

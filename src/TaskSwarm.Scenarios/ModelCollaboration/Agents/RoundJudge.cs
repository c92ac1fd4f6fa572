using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>How a server judges the model of a round.</summary>
internal static class RoundJudge
{
    /// <summary>Judges a model by the test images, and tells of it.</summary>
    /// <param name="context">The server's context.</param>
    /// <param name="plan">The collaboration.</param>
    /// <param name="round">The round.</param>
    /// <param name="updates">Models that it was made of.</param>
    /// <param name="model">The model.</param>
    /// <param name="speed">Floating-point operations that the server does in a second.</param>
    /// <returns>Its accuracy, and how long making and judging it takes.</returns>
    public static (double Accuracy, SimDuration Takes) Judge(
        AgentContext context, ModelPlan plan, int round, int updates, ImmutableArray<float> model, double speed)
    {
        var evaluation = Evaluation.Of(plan.Shape, model.AsSpan(), plan.Testing);
        context.Emit(new RoundJudged(
            round, updates, evaluation.Accuracy, LocalTraining.ToldLoss(evaluation.Loss),
            ModelFingerprint.Of(model.AsSpan())));
        double operations = ((double)plan.Shape.ForwardOperations * plan.Testing.Count)
            + (2.0 * updates * plan.Shape.ParameterCount);
        return (evaluation.Accuracy, ModelPlan.TimeOf(operations, speed * context.SpeedFactor));
    }
}

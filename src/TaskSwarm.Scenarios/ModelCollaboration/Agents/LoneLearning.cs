using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>How a member without a server learns from the first model of all, and judges what it has.</summary>
internal static class LoneLearning
{
    private const string Shuffling = "training";
    private const string Troubles = "troubles";
    private const string DropOuts = "drop-outs";

    /// <summary>Trains the first model of all, and tells of it.</summary>
    /// <param name="context">Of the reaction.</param>
    /// <param name="plan">The collaboration.</param>
    /// <param name="images">What to learn from, by number; at least one.</param>
    public static ImmutableArray<float> Train(AgentContext context, PeerPlan plan, int[] images)
    {
        TrainedModel trained = SgdTrainer.Train(
            plan.Shape, plan.Initial.AsSpan(), plan.Training, images, plan.Settings, context.Stream(Shuffling));
        LocalTraining.Tell(context, 1, images.Length, trained);
        return ImmutableCollectionsMarshal.AsImmutableArray(trained.Parameters);
    }

    /// <summary>How long learning from so many images takes the member, at its present speed; draws whether it
    /// straggles.</summary>
    public static SimDuration TimeOf(AgentContext context, PeerPlan plan, int member, int images)
    {
        MemberTraits traits = plan.Traits[member];
        double operations = (double)plan.Shape.TrainingOperations * images * plan.Settings.Epochs;
        return ModelPlan.TimeOf(
            operations * traits.SlownessOf(context.Stream(Troubles)), traits.Speed * context.SpeedFactor);
    }

    /// <summary>Draws whether the member leaves out what it would do of its own accord now.</summary>
    public static bool LeavesOut(AgentContext context, MemberTraits traits) =>
        traits.DropsOut(context.Stream(DropOuts));

    /// <summary>Judges a model by the test images, and tells of it.</summary>
    public static void Judge(AgentContext context, PeerPlan plan, ImmutableArray<float> model, bool isFinal)
    {
        var evaluation = Evaluation.Of(plan.Shape, model.AsSpan(), plan.Testing);
        context.Emit(new ModelJudged(isFinal, evaluation.Accuracy, LocalTraining.ToldLoss(evaluation.Loss)));
    }
}

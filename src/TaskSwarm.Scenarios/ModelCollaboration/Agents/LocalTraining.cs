using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>What a member does with an order to train, whatever the protocol.</summary>
internal static class LocalTraining
{
    private const string Shuffling = "training";
    private const string Troubles = "troubles";
    private const string Lies = "poison";

    /// <summary>Draws whether an order is left undone, and how many times as long it takes.</summary>
    public static (bool DropsOut, double Slowness) DrawTroubles(AgentContext context, MemberTraits traits)
    {
        // All draws are made whatever comes of them, so that runs with other troubles stay comparable.
        RandomStream troubles = context.Stream(Troubles);
        bool dropsOut = troubles.NextDouble() < traits.DropOut;
        return (dropsOut, traits.SlownessOf(troubles));
    }

    /// <summary>Trains a model and, if the member lies, makes it what the member says that it has learnt.</summary>
    public static TrainedModel Train(
        AgentContext context, ModelPlan plan, MemberTraits traits, int[] images, SgdSettings settings,
        ImmutableArray<float> begin)
    {
        LabelledImages data = traits.Poison is { LabelShift: > 0 } poison
            ? plan.Training.WithShiftedLabels(poison.LabelShift, plan.Shape.Classes)
            : plan.Training;
        TrainedModel model = SgdTrainer.Train(
            plan.Shape, begin.AsSpan(), data, images, settings, context.Stream(Shuffling));
        Distort(context, traits, begin, model.Parameters);
        return model;
    }

    /// <summary>Makes what a member has learnt what it says that it has learnt.</summary>
    public static void Distort(
        AgentContext context, MemberTraits traits, ImmutableArray<float> begin, float[] trained)
    {
        if (traits.Poison is not { } poison || (poison.Factor == 1 && poison.Noise == 0))
        {
            return;
        }

        RandomStream random = context.Stream(Lies);
        float factor = (float)poison.Factor;
        for (int i = 0; i < trained.Length; i++)
        {
            float noise = poison.Noise > 0 ? (float)(poison.Noise * random.NextNormal()) : 0;
            trained[i] = begin[i] + (factor * (trained[i] - begin[i])) + noise;
        }
    }
}

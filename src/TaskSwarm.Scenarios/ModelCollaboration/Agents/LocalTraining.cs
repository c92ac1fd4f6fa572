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
        bool dropsOut = traits.DropsOut(troubles);
        return (dropsOut, traits.SlownessOf(troubles));
    }

    /// <summary>The images as a member learns them: a liar takes each to be of another class.</summary>
    public static LabelledImages ImagesOf(ModelPlan plan, MemberTraits traits) =>
        traits.Poison is { LabelShift: > 0 } poison
            ? plan.Training.WithShiftedLabels(poison.LabelShift, plan.Shape.Classes)
            : plan.Training;

    /// <summary>Tells that a model was trained.</summary>
    /// <param name="context">The member's context.</param>
    /// <param name="round">For which round.</param>
    /// <param name="examples">Images that it learnt from.</param>
    /// <param name="model">The model.</param>
    public static void Tell(AgentContext context, int round, int examples, TrainedModel model) => context.Emit(
        new ModelTrained(round, examples, ToldLoss(model.Loss), ModelFingerprint.Of(model.Parameters)));

    /// <summary>A loss as events have it: -1 if it is no finite number.</summary>
    public static double ToldLoss(double loss) => double.IsFinite(loss) ? loss : -1;

    /// <summary>Trains a model and, if the member lies, makes it what the member says that it has learnt.</summary>
    public static TrainedModel Train(
        AgentContext context, ModelPlan plan, MemberTraits traits, int[] images, SgdSettings settings,
        ImmutableArray<float> begin)
    {
        TrainedModel model = SgdTrainer.Train(
            plan.Shape, begin.AsSpan(), ImagesOf(plan, traits), images, settings, context.Stream(Shuffling));
        Distort(context, traits, begin, model.Parameters);
        return model;
    }

    /// <summary>Makes probabilities what a liar says that they are. They are probabilities still: nobody sees from
    /// their sum that it lies.</summary>
    /// <param name="outputs">The probability of each class, image by image; changed.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="noise">Standard deviation of normal noise; nothing is drawn for 0.</param>
    /// <param name="context">The liar's context.</param>
    public static void Blur(float[] outputs, int classes, double noise, AgentContext context)
    {
        RandomStream random = context.Stream(Lies);
        for (int at = 0; at < outputs.Length; at += classes)
        {
            Span<float> one = outputs.AsSpan(at, classes);
            float sum = 0;
            foreach (ref float probability in one)
            {
                probability = (float)Math.Abs(probability + (noise > 0 ? noise * random.NextNormal() : 0));
                sum += probability;
            }

            foreach (ref float probability in one)
            {
                probability /= sum;
            }
        }
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

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What members know beforehand that learn from one first model and talk to neighbours, without a server.
/// </summary>
public record PeerPlan : ModelPlan
{
    private const int Directions = 4;

    /// <summary>Adds neighbours, a first model and directions to what all members know.</summary>
    [SetsRequiredMembers]
    internal PeerPlan(ModelPlan common, InteractionGraph graph, SgdSettings settings, ulong seed)
        : base(common)
    {
        (Graph, Settings) = (graph, settings);
        Training = AsLearnt(common);
        Initial = ImmutableCollectionsMarshal.AsImmutableArray(
            Perceptron.Draw(Shape, new RandomStream(seed, "collaboration", "model")));
        var signs = new RandomStream(seed, "collaboration", "directions");
        Projections = [.. Enumerable.Range(0, Directions).Select(_ => SignsOf(Shape.ParameterCount, signs))];
    }

    /// <summary>Who talks to whom.</summary>
    public InteractionGraph Graph { get; }

    /// <summary>How members learn.</summary>
    public SgdSettings Settings { get; }

    /// <summary>Where all of them begin to learn. Units of models that begin apart are about different things, and
    /// their mean is about nothing.</summary>
    public ImmutableArray<float> Initial { get; }

    /// <summary>Rows of signs, of as many as parameters each. What is true of a linear process on parameters is true of
    /// its projections on these, so events need not hold whole models.</summary>
    public IReadOnlyList<ImmutableArray<float>> Projections { get; }

    /// <summary>A model seen in the four directions.</summary>
    public double[] Project(ImmutableArray<float> model) => [.. Projections.Select(direction => Dot(direction, model))];

    private static double Dot(ImmutableArray<float> direction, ImmutableArray<float> model)
    {
        double sum = 0;
        for (int i = 0; i < direction.Length; i++)
        {
            sum += (double)direction[i] * model[i];
        }

        return sum;
    }

    /// <summary>An image is in one shard only, so false labels of those who lie can stand beside the others' true ones.
    /// </summary>
    private static LabelledImages AsLearnt(ModelPlan common)
    {
        if (common.Traits.All(t => t.Poison is not { LabelShift: > 0 }))
        {
            return common.Training;
        }

        byte[] labels = common.Training.Labels.ToArray();
        for (int member = 0; member < common.Shards.Count; member++)
        {
            int shift = common.Traits[member].Poison?.LabelShift ?? 0;
            foreach (int image in common.Shards[member])
            {
                labels[image] = (byte)((labels[image] + shift) % common.Shape.Classes);
            }
        }

        return common.Training.WithLabels(labels);
    }

    private static ImmutableArray<float> SignsOf(int count, RandomStream random)
    {
        var signs = new float[count];
        ulong bits = 0;
        for (int i = 0; i < count; i++)
        {
            bits = i % 64 == 0 ? random.NextUInt64() : bits >> 1;
            signs[i] = (bits & 1) == 0 ? -1 : 1;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(signs);
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>All that models which agree step by step know beforehand.</summary>
public sealed record ConsensusPlan : ModelPlan
{
    private const int Directions = 4;

    /// <summary>Adds the terms to what all members know.</summary>
    [SetsRequiredMembers]
    internal ConsensusPlan(ModelPlan common, ConsensusRules rules, InteractionGraph graph, ulong seed)
        : base(common)
    {
        Graph = graph;
        (Step, Steps, Every, Settings) = (rules.Step.Value, rules.Steps, rules.Every.Value, rules.Training);
        SimDuration longest = Enumerable.Range(0, Members.Count)
            .Select(m => TimeOf(OperationsOf(m, Settings), Traits[m].Speed)).Max();
        Begin = SimTime.Zero + (Every * ((longest.Micros / Every.Micros) + 1));
        Initial = ImmutableCollectionsMarshal.AsImmutableArray(
            Perceptron.Draw(Shape, new RandomStream(seed, "collaboration", "model")));
        var signs = new RandomStream(seed, "collaboration", "directions");
        Projections = [.. Enumerable.Range(0, Directions).Select(_ => SignsOf(Shape.ParameterCount, signs))];
    }

    /// <summary>Who exchanges models with whom.</summary>
    public InteractionGraph Graph { get; }

    /// <summary>How far a model moves towards its neighbours in a step, a.</summary>
    public double Step { get; }

    /// <summary>How many steps.</summary>
    public int Steps { get; }

    /// <summary>Simulated time between them.</summary>
    public SimDuration Every { get; }

    /// <summary>When the first one is: every member has learnt by then.</summary>
    public SimTime Begin { get; }

    /// <summary>How members learn before.</summary>
    public SgdSettings Settings { get; }

    /// <summary>Where all of them begin to learn. Units of models that begin apart are about different things, and
    /// their mean is about nothing.</summary>
    public ImmutableArray<float> Initial { get; }

    /// <summary>Rows of signs, of as many as parameters each. What is true of a linear process on parameters is true of
    /// its projections on these, so events need not hold whole models.</summary>
    public IReadOnlyList<ImmutableArray<float>> Projections { get; }

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

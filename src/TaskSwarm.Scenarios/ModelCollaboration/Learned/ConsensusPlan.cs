using System.Diagnostics.CodeAnalysis;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>All that models which agree step by step know beforehand.</summary>
public sealed record ConsensusPlan : PeerPlan
{
    /// <summary>Adds the terms to what all members know.</summary>
    [SetsRequiredMembers]
    internal ConsensusPlan(ModelPlan common, ConsensusRules rules, InteractionGraph graph, ulong seed)
        : base(common, graph, rules.Training, seed)
    {
        (Step, Steps, Every) = (rules.Step.Value, rules.Steps, rules.Every.Value);
        (Trim, Heal) = (rules.Trim, rules.Heal);
        SimDuration longest = Enumerable.Range(0, Members.Count)
            .Select(m => TimeOf(OperationsOf(m, Settings), Traits[m].Speed)).Max();
        Begin = SimTime.Zero + (Every * ((longest.Micros / Every.Micros) + 1));
    }

    /// <summary>How far a model moves towards its neighbours in a step, a.</summary>
    public double Step { get; }

    /// <summary>How many steps.</summary>
    public int Steps { get; }

    /// <summary>Simulated time between them.</summary>
    public SimDuration Every { get; }

    /// <summary>Of each number so many of those above and of those below a member's own do not count.</summary>
    public int Trim { get; }

    /// <summary>Steps without a word of a neighbour after which its neighbours take its place; 0: never.</summary>
    public int Heal { get; }

    /// <summary>When the first one is: every member that does not straggle has learnt by then.</summary>
    public SimTime Begin { get; }
}

using System.Diagnostics.CodeAnalysis;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>All that members which gossip know beforehand.</summary>
public sealed record GossipPlan : PeerPlan
{
    /// <summary>Adds the terms to what all members know.</summary>
    [SetsRequiredMembers]
    internal GossipPlan(ModelPlan common, GossipRules rules, InteractionGraph graph, ScenarioReading scenario)
        : base(common, graph, rules.Training, scenario.Seed)
    {
        (Exchanges, Every, Timeout, Retries) = (rules.Exchanges, rules.Every, rules.Timeout.Value, rules.Retries);
        End = scenario.End;
    }

    /// <summary>How many exchanges each member begins.</summary>
    public int Exchanges { get; }

    /// <summary>Mean time between two instants at which a member wakes.</summary>
    public SimDuration Every { get; }

    /// <summary>How long a member waits for an answer before it asks again.</summary>
    public SimDuration Timeout { get; }

    /// <summary>How often it asks again before it gives up.</summary>
    public int Retries { get; }

    /// <summary>The last instant of the run.</summary>
    public SimTime End { get; }
}

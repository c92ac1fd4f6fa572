using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>The terms of randomised gossip (Boyd, Ghosh, Prabhakar and Shah, IEEE Trans. Inf. Theory 52(6), 2006).
/// </summary>
internal sealed record GossipRules : CollaborationRules
{
    /// <summary>Who may exchange with whom.</summary>
    public required Located<GraphSection> Graph { get; init; }

    /// <summary>How many exchanges each member begins.</summary>
    public required int Exchanges { get; init; }

    /// <summary>Mean time between two instants at which a member wakes.</summary>
    public required SimDuration Every { get; init; }

    /// <summary>How long a member waits for an answer before it asks again.</summary>
    public required Located<SimDuration> Timeout { get; init; }

    /// <summary>How often it asks again.</summary>
    public required int Retries { get; init; }

    /// <summary>How members learn before.</summary>
    public required SgdSettings Training { get; init; }

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ScenarioReading scenario = ground.Scenario;
        if (ground.Names.Count < 2)
        {
            scenario.Problem(ground.Members, "1 member", "at least 2 members: gossip is between two");
            return null;
        }

        if (ground.MakeGraph(Graph) is not { } graph)
        {
            return null;
        }

        SimDuration roundTrip = scenario.TalkTime * 2;
        if (Timeout.Value <= roundTrip)
        {
            scenario.Problem(Timeout.Problem(
                Timeout.Value.ToString(), $"more than a round trip of up to {roundTrip}",
                "a member that asks again before an answer can come may give up what its neighbour has done"));
        }

        ground.RequireOneShape("gossip");
        ground.RequireLearners("gossip");
        ground.RequireOwnImages();
        ground.Refuse(
            t => t.Poison is { LabelShift: 0 }, "members that report false models", "only poison: { labels: ... } here",
            "both ends of an exchange move to the same mean: what a member reports is what it has");
        var plan = new GossipPlan(ground.Common, this, graph, scenario);
        return scenario.Assemble(
        [
            .. ground.Names.Select((name, number) => new AgentBlueprint(name, () => new GossipMember(plan, number))),
        ]) with
        { CreateReaders = () => [new GossipLog(plan)] };
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>The terms of content delivery: what there is, who asks for it, and who decides where it is held.</summary>
internal sealed record DeliveryRules : CollaborationRules
{
    private const long MostRanks = 20_000_000;

    /// <summary>What there is to be delivered.</summary>
    public required ContentTerms Contents { get; init; }

    /// <summary>The most that a cache holds, bytes.</summary>
    public required long Storage { get; init; }

    /// <summary>Requests a second of one cache's clients.</summary>
    public required double Requests { get; init; }

    /// <summary>Share of ranks that are each cache's own, 0 to 1.</summary>
    public required double Local { get; init; }

    /// <summary>How popularity changes; null: not at all.</summary>
    public required Located<DriftTerms>? Drift { get; init; }

    /// <summary>Who decides what a cache holds.</summary>
    public required Placement Placement { get; init; }

    /// <summary>Which caches are neighbours.</summary>
    public required Located<GraphSection> Graph { get; init; }

    /// <summary>Time between auctions.</summary>
    public required SimDuration Every { get; init; }

    /// <summary>Contents that an auction offers.</summary>
    public required int Lots { get; init; }

    /// <summary>The most rounds of an auction.</summary>
    public required int Rounds { get; init; }

    /// <summary>The most that a round waits for bids.</summary>
    public required Located<SimDuration> Bidding { get; init; }

    /// <summary>When a fetch is tried again, beyond twice its expected time.</summary>
    public required SimDuration Timeout { get; init; }

    /// <summary>How often caches report.</summary>
    public required SimDuration Heartbeat { get; init; }

    /// <summary>Time constant of the decay of requests that have been counted.</summary>
    public required Located<SimDuration> Memory { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Assistants { get; } = ["origin"];

    /// <inheritdoc/>
    internal override bool LearnsFromImages => false;

    /// <inheritdoc/>
    internal override int MostMembers => 1000;

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ScenarioReading scenario = ground.Scenario;
        int count = ground.Names.Count;
        (InteractionGraph? graph, string? expected) = Graph.Value.Make(count, "members");
        if (graph is null)
        {
            scenario.Problem(Graph.Problem($"a graph over {count} members", expected!));
            return null;
        }

        if (!AreSound(ground))
        {
            return null;
        }

        // Caches are made when the run begins; by then the plan knows the network that Assemble makes.
        DeliveryPlan? plan = null;
        Simulation simulation = scenario.Assemble(
        [
            .. ground.Names.Select((name, number) => new AgentBlueprint(name, () => new EdgeCache(plan!, number))),
            new AgentBlueprint(Assistants[0], () => new OriginServer(plan!)),
        ]);
        plan = new DeliveryPlan(this, graph, simulation, scenario.TalkTime);
        return simulation with { CreateReaders = () => [new DeliveryLog(plan), new DeliveryMonitor(plan)] };
    }

    private bool AreSound(CollaborationGround ground)
    {
        ground.Refuse(
            t => t.DropOut > 0 || t.Stragglers is not null || t.Poison is not null,
            "members that drop out, straggle or poison models", "none of that with the protocol content-delivery",
            "caches crash by faults, lose messages by network.loss, and lie about their bids by the fault lie");
        ground.Refuse(
            t => t.Hidden is not null || t.Classes is not null,
            "members with models or images of their own", "none of that with the protocol content-delivery",
            "caches learn no model");
        ScenarioReading scenario = ground.Scenario;
        SimDuration bothWays = scenario.TalkTime * 2;
        if (Placement == Placement.Auction && Bidding.Value <= bothWays)
        {
            scenario.Problem(Bidding.Problem(
                Bidding.Value.ToString(), $"more than the network's delay both ways, up to {bothWays}",
                "every bid would come late"));
        }

        if (Memory.Value < Heartbeat)
        {
            scenario.Problem(Memory.Problem(
                Memory.Value.ToString(), $"at least the time between reports, {Heartbeat}",
                "what is asked for is counted from report to report"));
        }

        if (Drift is not { } drift || Popularity.Epochs(drift.Value, scenario.End) * Contents.Count <= MostRanks)
        {
            return true;
        }

        scenario.Problem(drift.Problem(
            $"{Popularity.Epochs(drift.Value, scenario.End)} changes of {Contents.Count} contents",
            $"at most {MostRanks} ranks in all", "a longer time between changes, or a shorter duration"));
        return false;
    }
}

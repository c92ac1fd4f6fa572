using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>The terms of sharing data: anti-entropy (Demers et al., PODC 1987) by deltas (Almeida, Shoker and Baquero,
/// J. Parallel Distrib. Comput. 111, 2018).</summary>
internal sealed record SharingRules : CollaborationRules
{
    /// <summary>Who tells whom.</summary>
    public required Located<GraphSection> Graph { get; init; }

    /// <summary>What records hold.</summary>
    public required Located<IReadOnlyList<RecordSchema>> Schemas { get; init; }

    /// <summary>Records that a member collects in a second.</summary>
    public required double PerSecond { get; init; }

    /// <summary>How often a member tells its neighbours what it has.</summary>
    public required Located<SimDuration> Every { get; init; }

    /// <summary>The most records in a message.</summary>
    public required int PerMessage { get; init; }

    /// <summary>When members learn at the latest; null: when they have all.</summary>
    public required Located<SimDuration>? LearnAt { get; init; }

    /// <summary>How members learn.</summary>
    public required SgdSettings Training { get; init; }

    // Each member keeps a count for each other, and so does each that looks on.
    /// <inheritdoc/>
    internal override int MostMembers => 1000;

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ScenarioReading scenario = ground.Scenario;
        if (ground.MakeGraph(Graph) is not { } graph || SchemaPlan.Make(ground, Schemas) is not { } schemas)
        {
            return null;
        }

        if (Every.Value <= scenario.TalkTime * 2)
        {
            scenario.Problem(Every.Problem(
                Every.Value.ToString(), $"more than a round trip of up to {scenario.TalkTime * 2}",
                "a neighbour that cannot have answered yet would be asked again"));
        }

        if (LearnAt is { } at && SimTime.Zero + at.Value > scenario.End)
        {
            scenario.Problem(at.Problem(at.Value.ToString(), $"an instant before the end at {scenario.End}"));
        }

        RefuseOthers(ground);
        var plan = new SharingPlan(ground.Common, this, graph, schemas, scenario.Seed);
        Simulation simulation = scenario.Assemble(
        [
            .. ground.Names.Select((name, number) => new AgentBlueprint(name, () => new SharingMember(plan, number))),
        ]);
        Func<IReadOnlyList<IRunReader>> standard = simulation.CreateMonitors;
        return simulation with
        {
            CreateReaders = () => [new SharingLog(plan)],
            CreateMonitors = () => [.. standard(), new RecordMonitor(plan)],
        };
    }

    private static void RefuseOthers(CollaborationGround ground)
    {
        ground.RequireOneShape("data-sharing");
        ground.RequireLearners("data-sharing");
        ground.RequireOwnImages();
        ground.Refuse(
            t => t.Poison is { LabelShift: 0 }, "members that report false models",
            "only poison: { labels: ... } here", "members share records, and no models");
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>The terms of federated averaging (McMahan et al., AISTATS 2017, algorithm 1).</summary>
public sealed record FederatedRules : CollaborationRules
{
    /// <summary>The most rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Share of members in a round, C.</summary>
    public required double Share { get; init; }

    /// <summary>How a member trains: B, E and the rate.</summary>
    public required SgdSettings Training { get; init; }

    /// <summary>How models become one.</summary>
    public required Located<IAggregationRule> Aggregation { get; init; }

    /// <summary>The most that a round waits.</summary>
    public required SimDuration Deadline { get; init; }

    /// <summary>How often a member tells that it is there.</summary>
    public required SimDuration Heartbeat { get; init; }

    /// <summary>Accuracy at which it is over, 0 to 1.</summary>
    public required double Target { get; init; }

    /// <summary>What changes when accuracy no longer rises; null: nothing.</summary>
    public required AdjustRule? Adjust { get; init; }

    /// <summary>Floating-point operations that the server does in a second.</summary>
    public required double ServerSpeed { get; init; }

    /// <summary>How members shorten what they hand in.</summary>
    public required Located<CompressionRule> Compression { get; init; }

    /// <summary>Sums in which the server sees no single update; null: it sees all.</summary>
    public required Located<SecureRule>? Secure { get; init; }

    /// <summary>Servers between members and the cloud; null: none.</summary>
    public required Located<EdgeRule>? Edges { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Assistants =>
        Edges is { Value.Count: var count } ? ["server", .. NumberedNames.Of("edge", count)] : ["server"];

    /// <summary>How many of so many members a round asks.</summary>
    public static int Drawn(double share, int members) => Math.Max(1, (int)Math.Round(share * members));

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ground.RequireOneShape("federated-averaging");
        ground.RequireLearners("federated-averaging");
        CheckSecure(ground);
        if (Edges is { } edges && edges.Value.Count > ground.Names.Count)
        {
            ground.Scenario.Problem(edges.Problem(
                $"{edges.Value.Count} edges for {ground.Names.Count} members", "at least one member for each edge"));
            return null;
        }

        var plan = new FederatedPlan(ground.Common, this, ground.Scenario.TalkTime);
        IReadOnlyList<string> assistants = Assistants;
        return ground.Scenario.Assemble(
        [
            .. ground.Names.Select(
                (name, number) => new AgentBlueprint(name, () => new LearningMember(plan, number))),
            new AgentBlueprint(assistants[0], () => new AveragingServer(plan)),
            .. assistants.Skip(1).Select((name, edge) => new AgentBlueprint(name, () => new EdgeServer(plan, edge))),
        ]) with
        { CreateReaders = () => [new LearningLog(plan)] };
    }

    private void CheckSecure(CollaborationGround ground)
    {
        if (Secure is not { } secure)
        {
            return;
        }

        if (Aggregation.Value is not WeightedAverage)
        {
            ground.Scenario.Problem(Aggregation.Problem(
                "a rule that compares models", "average, with secure",
                "only their sum reaches the server: it has no single models to compare"));
        }

        if (Compression.Value.IsOfChanges)
        {
            ground.Scenario.Problem(Compression.Problem(
                "compression", "none, with secure",
                "masks are as long as the model, and under them no number is small or left out"));
        }

        if (Edges is { } edges)
        {
            ground.Scenario.Problem(edges.Problem(
                "edges", "none, with secure", "masks are taken off by the server of the members themselves"));
        }

        int drawn = Drawn(Share, ground.Names.Count);
        if (drawn < secure.Value.Needed(drawn))
        {
            ground.Scenario.Problem(secure.Problem(
                "one member in a round", "at least two", "the sum of one update is that update"));
        }
    }
}

using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The section <c>allocation</c>; its strategies are the kind's.</summary>
/// <param name="Settings">What was read.</param>
/// <param name="Strategy">The strategy's name, and where it was written.</param>
/// <param name="ReplyTime">How long bids are waited for, and where it was written.</param>
/// <param name="Rule">The strategy's variant, and where it was written; null if it was not.</param>
/// <param name="TableAgents">The agents of the fixed table, and where they were written.</param>
internal sealed record AllocationSection(
    AllocationSettings Settings, Located<string> Strategy, Located<SimDuration> ReplyTime, Located<string>? Rule,
    IReadOnlyList<Located<string>> TableAgents)
{
    private static readonly Field<Located<SimDuration>> ReplyWithin = Field.WithDefault(
        "replyWithin", "how long bids are waited for", Shape.Duration(above: "0s").Located(), or: "500ms");

    private static readonly Field<SimDuration> Heartbeat = Field.WithDefault(
        "heartbeat", "how often an agent that holds tasks says that it is there", Shape.Duration(above: "0s"),
        or: "1s");

    private static readonly Field<long> MissedHeartbeats = Field.WithDefault(
        "missedHeartbeats", "after so many missing heartbeats an agent is taken to have failed",
        Shape.WholeNumber(1, 1000), or: "3");

    private static readonly Field<long> MaxReannouncements = Field.WithDefault(
        "maxReannouncements", "how often one task is announced again before it fails",
        Shape.WholeNumber(0, 1_000_000), or: "10");

    private static readonly Field<SimDuration> Thinking = Field.WithDefault(
        "thinking", "simulated time that a central strategy takes to try one placement",
        Shape.Duration(max: "1h"), or: "1us");

    private static readonly Field<Topology> Topology = Field.WithDefault(
        "topology", "who speaks with whom where agents agree among themselves (cbba): complete, ring, line, star, or "
        + "a list of pairs of agents",
        Shape.Form(
            scalar: Shape.Choice(
                ("complete", Format.Topology.Complete), ("ring", new Topology(TopologyShape.Ring, [])),
                ("line", new Topology(TopologyShape.Line, [])), ("star", new Topology(TopologyShape.Star, []))),
            list: Shape.List(Shape.List(Shape.Name().Located(), 2, 2)).Select(
                pairs => new Topology(TopologyShape.Pairs, pairs))), or: "complete");

    private static readonly Field<AllocationObjective> Objective = Field.Optional(
        "objective", "what strategies minimise, instead of what the kind takes", ObjectiveSection.Shaped);

    /// <summary>The section for a kind.</summary>
    public static SectionShape<AllocationSection> ShapedFor(IScenarioKind kind, IStrategyCatalog strategies)
    {
        var name = new StrategyShape(kind.StrategiesFrom(strategies), strategies, kind.Objection);
        var strategy = Field.WithDefault(
            "strategy", "how tasks are given to agents", name.Located(), or: kind.DefaultStrategy);
        var arms = new StrategyShape(
            kind.ArmsFrom(strategies), strategies, arm => kind.ArmObjection(strategies, arm));
        var options = new StrategyOptionFields(arms, strategies.All.SelectMany(static s => s.Rules));
        return Shape.Section(
            "the allocation",
            [
                strategy, ReplyWithin, Heartbeat, MissedHeartbeats, MaxReannouncements, Thinking, Objective,
                Topology,
                .. options.All,
            ],
            read => new AllocationSection(
                new AllocationSettings(
                    strategies.All.First(s => s.Name == read.Get(strategy).Value), options.From(read),
                    ContractNetFrom(read))
                {
                    Thinking = read.Get(Thinking),
                    Topology = read.Get(Topology),
                    Objective = read.Has(Objective) ? read.Get(Objective) : null,
                },
                read.Get(strategy),
                read.Get(ReplyWithin),
                options.RuleOf(read),
                StrategyOptionFields.TableAgentsOf(read)));
    }

    /// <summary>Refuses a time in which no bid can come back: a call and a bid each take the latency.</summary>
    public void RequireTimeFor(SimDuration latency, SourcePlace scenario, Problems problems)
    {
        if (ReplyTime.Value < latency * 2)
        {
            problems.Add(ReplyTime.Or(scenario).Problem(
                ReplyTime.Value.ToString(), $"at least {latency * 2}, twice the network's latency",
                "every bid would come late"));
        }
    }

    /// <summary>Refuses the variant of another strategy where both stand in one file: one that is chosen on the
    /// command line ignores what does not concern it.</summary>
    public void RequireRule(Problems problems)
    {
        IReadOnlyList<string> rules = Settings.Strategy.Rules;
        if (Rule is { } rule && rule.Place.File == Strategy.Place.File && !rules.Contains(rule.Value))
        {
            problems.Add(rule.Problem(
                $"\"{rule.Value}\"",
                rules.Count == 0 ? "no rule" : (rules.Count == 1 ? "" : "one of ") + string.Join(", ", rules),
                rules.Count == 0
                    ? $"{Strategy.Value} has no variants"
                    : $"{rule.Value} is a variant of another strategy"));
        }
    }

    private static ContractNetOptions ContractNetFrom(SectionReading read) => new()
    {
        ReplyWithin = read.Get(ReplyWithin).Value,
        Heartbeat = read.Get(Heartbeat),
        MissedHeartbeats = (int)read.Get(MissedHeartbeats),
        MaxReannouncements = (int)read.Get(MaxReannouncements),
    };
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Tests.Scenarios.Format;

/// <summary>A small kind with every shape in it, for tests of the format.</summary>
internal sealed class PatrolKind : IScenarioKind
{
    private static readonly Field<long> Count = Field.Required("count", "how many", Shape.WholeNumber(1, 1000));
    private static readonly Field<double> Mass = Field.WithDefault("mass", "of one", Shape.Mass(above: "0kg"), "1kg");
    private static readonly Field<double> Speed = Field.Optional("speed", "top speed", Shape.Speed(above: "0m/s"));
    private static readonly Field<double> Battery = Field.Optional("battery", "when full", Shape.Energy());
    private static readonly Field<string> Squad = Field.Optional("squad", "their squad", Shape.Name());

    private static readonly Field<(long Count, string? Squad)> Guards = Field.Required(
        "guards", "who patrols", Shape.Section<(long, string?)>(
            "the guards", [Count, Mass, Speed, Battery, Squad],
            read => (read.Get(Count), read.Has(Squad) ? read.Get(Squad) : null)));

    private static readonly Field<double> Radius = Field.Required("radius", "radius", Shape.Length(above: "0m"));
    private static readonly Field<double> Spacing = Field.WithDefault("spacing", "gap", Shape.Length("0m"), "5m");

    private static readonly Field<double> Route = Field.Optional("route", "the way", Shape.Tagged(
        "a route", "type", "its form",
        ("circle", Shape.Section("a circle", [Radius], read => read.Get(Radius))),
        ("line", Shape.Section("a line", [Spacing], read => read.Get(Spacing)))));

    private static readonly Field<IReadOnlyList<IReadOnlyList<double>>> Points = Field.WithDefault(
        "points", "where to look", Shape.List(Shape.List(Shape.Length(), 3, 3), 0, 5), "[]");

    private static readonly Field<IReadOnlyList<KeyValuePair<string, double>>> Odds = Field.WithDefault(
        "odds", "of meeting someone", Shape.Map(Shape.Ratio()), "{}");

    private static readonly Field<bool> AtNight = Field.WithDefault("atNight", "or by day", Shape.Truth(), "false");

    private static readonly Field<double> Turn = Field.Optional("turn", "at the end", Shape.Angle());

    public string Name => "patrol";

    public string Description => "guards on their way";

    public string DefaultStrategy => "contract-net";

    public string? Objection(StrategyInfo strategy) => strategy.Name is "contract-net" or "iterated-contract-net"
        ? null
        : "guards agree by calls for proposals";

    public IReadOnlyList<Field> Sections => [Guards, Route, Points, Odds, AtNight, Turn];

    public string Template => """
        taskswarm: 1
        kind: patrol
        name: by-night
        duration: 60s
        guards:
          count: 3
        """;

    public Simulation Build(ScenarioReading scenario)
    {
        var (count, squad) = scenario.Get(Guards);
        var agents = Enumerable.Range(1, (int)count).Select(i => new AgentBlueprint($"guard-{i}", () => new Guard()));
        return scenario.Assemble([.. agents.Select(agent => squad is null ? agent : agent with { Squad = squad })]);
    }

    private sealed class Guard : Agent
    {
        public override void Capture(StateWriter writer)
        {
        }

        public override void Restore(StateReader reader)
        {
        }
    }
}

using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The fields that scenarios of every kind have.</summary>
internal static class ScenarioHead
{
    /// <summary>The one version of the format.</summary>
    public const int Version = 1;

    private const int MostFaults = 10_000;
    private const int MostSquads = 1_000;

    // JSON holds whole numbers exactly up to here, and seeds travel through JSON.
    private const long LargestSeed = 9007199254740991;

    public static readonly Field<long> Format = Field.Required(
        "taskswarm", "version of the format",
        Shape.WholeNumber(Version, Version).Because("this program reads version 1 of the format"));

    public static readonly Field<string> Name = Field.Required("name", "the scenario's name", Shape.Name());

    public static readonly Field<string> Description = Field.Optional(
        "description", "one sentence for people", Shape.Text());

    public static readonly Field<long> Seed = Field.WithDefault(
        "seed", "the seed of every random stream", Shape.WholeNumber(0, LargestSeed), or: "1");

    public static readonly Field<SimDuration> Duration = Field.Required(
        "duration", "simulated time at which the run ends", Shape.Duration(above: "0s", max: "3650d"));

    public static readonly Field<ErrorPolicy> OnError = Field.WithDefault(
        "onError", "what a bug in an agent does: stop the run, restart the agent, or stop the agent",
        Shape.Choice(
            ("escalate", ErrorPolicy.Escalate), ("restart", ErrorPolicy.Restart), ("stop", ErrorPolicy.Stop)),
        or: "escalate");

    public static readonly Field<NetworkSection> Network = Field.WithDefault(
        "network", "the virtual network", NetworkSection.Shaped, or: "{}");

    public static readonly Field<IReadOnlyList<SquadDeclaration>> Squads = Field.WithDefault(
        "squads", "squads of agents; those in none are in the squad 'swarm'",
        Shape.List(SquadDeclaration.Shaped, 0, MostSquads), or: "[]");

    public static readonly Field<SupervisionPolicy> Supervision = Field.WithDefault(
        "supervision", "what happens to agents that crash, unless their squad says otherwise",
        SupervisionSection.Shaped, or: "{}");

    public static readonly Field<IReadOnlyList<FaultDeclaration>> Faults = Field.WithDefault(
        "faults", "failures that happen in the run", Shape.List(FaultDeclaration.Shaped, 0, MostFaults), or: "[]");

    /// <summary>The fields that are the same for every kind.</summary>
    public static readonly IReadOnlyList<Field> Common =
        [Name, Description, Seed, Duration, OnError, Network, Squads, Supervision, Faults];

    private const string AllocationName = "allocation";

    /// <summary>The word that chooses the kind.</summary>
    public static Field<string> KindFor(IReadOnlyList<IScenarioKind> kinds) => Field.Required(
        "kind", "what the scenario is about: " + string.Join("; ", kinds.Select(k => $"{k.Name}, {k.Description}")),
        Shape.Choice([.. kinds.Select(kind => (kind.Name, kind.Name))]));

    /// <summary>All fields of scenarios of one kind, in the order in which they are written.</summary>
    public static IReadOnlyList<Field> FieldsFor(IScenarioKind kind, IStrategyCatalog strategies) =>
        [Format, KindFor([kind]), .. Common, AllocationFor(kind, strategies), .. kind.Sections];

    /// <summary>The allocation that was read for a kind.</summary>
    public static AllocationSection AllocationOf(
        SectionReading read, IScenarioKind kind, IStrategyCatalog strategies) =>
        read.Get(AllocationFor(kind, strategies));

    // Fields are found by name, so that this one may be made anew for each kind.
    private static Field<AllocationSection> AllocationFor(IScenarioKind kind, IStrategyCatalog strategies) =>
        Field.WithDefault(
            AllocationName, "how tasks find agents", AllocationSection.ShapedFor(kind, strategies), or: "{}");
}

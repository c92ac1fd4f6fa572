using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Names = System.Collections.Generic.IReadOnlyList<TaskSwarm.Scenarios.Format.Located<string>>;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The section <c>faults</c>: one entry a failure, told apart by the key that names what fails.</summary>
/// <param name="AddTo">Adds what was declared to a plan.</param>
internal sealed record FaultDeclaration(Action<FaultPlan> AddTo)
{
    private static readonly Field<Located<SimDuration>> At = Field.Required(
        "at", "when, since the start", Shape.Duration().Located());

    private static readonly Field<SimDuration> For = Field.Optional(
        "for", "how long; to the end if left out", Shape.Duration(above: "0s"));

    private static readonly Field<Names> Crash = Field.Required(
        "crash", "agents that crash: a name or pattern, or a list of them", CommonShapes.Names);

    private static readonly Field<SimDuration> Repair = Field.Optional(
        "repair", "how long until it is up again, instead of the supervisor's back-off", Shape.Duration(above: "0s"));

    private static readonly Field<bool> Permanent = Field.WithDefault(
        "permanent", "true: it never returns, whatever its supervisor's policy", Shape.Truth(), or: "false");

    private static readonly Field<Names> Slow = Field.Required(
        "slow", "agents that move slower", CommonShapes.Names);

    private static readonly Field<double> SlowFactor = Field.Required(
        "factor", "their speed is multiplied by it", Shape.Number(above: 0, max: 10));

    private static readonly Field<Names> Silence = Field.Required(
        "silence", "agents that work but whose messages do not leave them", CommonShapes.Names);

    private static readonly Field<Names> Lie = Field.Required(
        "lie", "agents that bid wrong costs", CommonShapes.Names);

    private static readonly Field<double> LieFactor = Field.Required(
        "factor", "their bids are multiplied by it", Shape.Number(above: 0, max: 1000));

    private static readonly Field<Names> Between = Field.Required(
        "between", "agents on one side", CommonShapes.Names);

    private static readonly Field<Names> And = Field.Optional(
        "and", "agents on the other side; all others if left out", CommonShapes.Names);

    private static readonly Field<(Names Between, Names? And)> Cut = Field.Required(
        "cut", "the links that carry nothing, in either direction",
        Shape.Section<(Names, Names?)>("the sides of a cut", [Between, And],
            read => (read.Get(Between), read.Has(And) ? read.Get(And) : null)));

    private static readonly Field<IReadOnlyList<Names>> Partition = Field.Required(
        "partition", "groups of agents that cannot reach one another",
        Shape.List(Shape.List(Shape.NamePattern().Located(), 1), 2, 20));

    private static readonly Field<SimDuration> MeanUp = Field.Required(
        "mtbf", "mean time between failures, exponentially distributed", Shape.Duration(above: "0s"));

    private static readonly Field<SimDuration> MeanDown = Field.Required(
        "mttr", "mean time to repair, exponentially distributed", Shape.Duration(above: "0s"));

    private static readonly Field<Names> Agents = Field.Required(
        "agents", "agents that fail at random", CommonShapes.Names);

    public static Shape<FaultDeclaration> Shaped { get; } = Shape.Keyed(
        "a fault",
        ("crash", Shape.Section("a crash", [At, Crash, Repair, Permanent], CrashFrom)),
        ("cut", Shape.Section("a cut", [At, Cut, For], CutFrom)),
        ("partition", Shape.Section("a partition", [At, Partition, For], PartitionFrom)),
        ("slow", Shape.Section("a slow-down", [At, Slow, SlowFactor, For], read => new FaultDeclaration(plan =>
            AddEach(plan, read, Slow, (id, from, until) =>
                new Fault.SlowDown(id, from, until, read.Get(SlowFactor)))))),
        ("silence", Shape.Section("a silence", [At, Silence, For], read => new FaultDeclaration(plan =>
            AddEach(plan, read, Silence, (id, from, until) => new Fault.Silence(id, from, until))))),
        ("lie", Shape.Section("a lie", [At, Lie, LieFactor, For], read => new FaultDeclaration(plan =>
            AddEach(plan, read, Lie, (id, from, until) => new Fault.Lie(id, from, until, read.Get(LieFactor)))))),
        ("mtbf", Shape.Section("a failure rate", [MeanUp, MeanDown, Agents], RateFrom)));

    private static FaultDeclaration CrashFrom(SectionReading read)
    {
        if (read.Get(Permanent) && read.Has(Repair))
        {
            read.Problem(Repair, "a repair of a permanent crash", "either repair or permanent: true");
        }
        return new FaultDeclaration(plan => AddEach(plan, read, Crash, (id, from, _) =>
            new Fault.Crash(id, from, "crash in the scenario")
            {
                RepairAfter = read.Has(Repair) ? read.Get(Repair) : null,
                Permanent = read.Get(Permanent),
            }));
    }

    private static FaultDeclaration CutFrom(SectionReading read) => new(plan =>
    {
        var (between, and) = read.Get(Cut);
        var sideA = plan.Find(between);
        var sideB = and is null ? null : plan.Find(and);
        if (and is not null)
        {
            plan.RequireApart(sideA, sideB!, and);
        }
        var (from, until) = Span(plan, read);
        plan.Cuts.Add(new LinkCut(from, until, sideA.ToHashSet(), sideB?.ToHashSet()));
    });

    private static FaultDeclaration PartitionFrom(SectionReading read) => new(plan =>
    {
        var (from, until) = Span(plan, read);
        var groups = read.Get(Partition).Select(names => (Names: names, Ids: plan.Find(names))).ToList();
        for (var i = 0; i < groups.Count; i++)
        {
            for (var j = i + 1; j < groups.Count; j++)
            {
                plan.RequireApart(groups[i].Ids, groups[j].Ids, groups[j].Names);
                plan.Cuts.Add(new LinkCut(from, until, groups[i].Ids.ToHashSet(), groups[j].Ids.ToHashSet()));
            }
        }
    });

    private static FaultDeclaration RateFrom(SectionReading read) => new(plan =>
    {
        foreach (var name in read.Get(Agents))
        {
            foreach (var id in plan.Find([name]))
            {
                plan.RequireFirstRate(id, name);
                plan.Faults.Add(new Fault.RandomCrashes(id, read.Get(MeanUp), read.Get(MeanDown)));
            }
        }
    });

    private static void AddEach(
        FaultPlan plan, SectionReading read, Field<Names> names,
        Func<AgentId, SimTime, SimTime, Fault> make)
    {
        var (from, until) = Span(plan, read);
        plan.Faults.AddRange(plan.Find(read.Get(names)).Select(id => make(id, from, until)));
    }

    private static (SimTime From, SimTime Until) Span(FaultPlan plan, SectionReading read)
    {
        var from = plan.During(read.Get(At));
        return (from, read.Has(For) ? from + read.Get(For) : SimTime.Never);
    }
}

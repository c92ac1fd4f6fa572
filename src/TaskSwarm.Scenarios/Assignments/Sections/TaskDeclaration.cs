using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments.Sections;

/// <summary>An entry of <c>tasks</c>. Times count from the opening.</summary>
internal sealed record TaskDeclaration
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "name of the task", Shape.Name().Located());

    private static readonly Field<Located<IReadOnlyList<double>>> CostField = Field.Optional(
        "cost", "cost, or profit with sense: max; one number, or one for each agent", PairShapes.Numbers);

    private static readonly Field<Located<IReadOnlyList<double>>> NeedField = Field.WithDefault(
        "need", "what it takes of an agent's budget; one number, or one for each agent", PairShapes.Numbers, or: "0");

    private static readonly Field<Located<IReadOnlyList<SimDuration>>> DurationField = Field.WithDefault(
        "duration", "how long it takes; one duration, or one for each agent", PairShapes.Durations, or: "1s");

    private static readonly Field<IReadOnlyList<Located<string>>> OnlyField = Field.Optional(
        "only", "the agents that may do it; all if left out", Shape.List(Shape.Name().Located(), 1, 10_000));

    private static readonly Field<Located<IReadOnlyList<string>>> SkillsField = Field.WithDefault(
        "skills", "skills that it needs", PairShapes.Skills, or: "[]");

    private static readonly Field<bool> TeamField = Field.WithDefault(
        "team", "whether several agents may do it together, who have its skills between them", Shape.Truth(),
        or: "false");

    private static readonly Field<Vec3> AtField = Field.Optional("at", "where it is done", PairShapes.Place);

    private static readonly Field<IReadOnlyList<Located<string>>> AfterField = Field.WithDefault(
        "after", "tasks that must be done before", Shape.List(Shape.Name().Located(), 0, 10_000), or: "[]");

    private static readonly Field<SimDuration> ReleaseField = Field.WithDefault(
        "release", "must not start earlier", Shape.Duration(max: "3650d"), or: "0s");

    private static readonly Field<SimDuration> KnownField = Field.Optional(
        "known", "when the dispatcher learns of it; during planning if left out", Shape.Duration(max: "3650d"));

    private static readonly Field<SimDuration> DueField = Field.Optional(
        "due", "later completion is tardy", Shape.Duration(max: "3650d"));

    private static readonly Field<SimDuration> DeadlineField = Field.Optional(
        "deadline", "later completion is worthless", Shape.Duration(max: "3650d"));

    private static readonly Field<SimDuration> LatestStartField = Field.Optional(
        "latestStart", "must not start later", Shape.Duration(max: "3650d"));

    private static readonly Field<long> PriorityField = Field.WithDefault(
        "priority", "higher is more urgent", Shape.WholeNumber(-1000, 1000), or: "0");

    private static readonly Field<double> ValueField = Field.WithDefault(
        "value", "what it is worth when it starts at its release", Shape.Number(min: 0, max: 1e9), or: "1");

    private static readonly Field<double> DecayField = Field.WithDefault(
        "decay", "its worth falls by exp(-decay) for each second that it starts later",
        Shape.Number(min: 0, max: 1000), or: "0");

    public required Located<string> Name { get; init; }

    public Located<IReadOnlyList<double>>? Cost { get; init; }

    public required Located<IReadOnlyList<double>> Need { get; init; }

    public required Located<IReadOnlyList<SimDuration>> Duration { get; init; }

    public IReadOnlyList<Located<string>>? Only { get; init; }

    public required Located<IReadOnlyList<string>> Skills { get; init; }

    public bool IsTeam { get; init; }

    public Vec3? Place { get; init; }

    public required IReadOnlyList<Located<string>> After { get; init; }

    public SimDuration Release { get; init; }

    public SimDuration? Known { get; init; }

    public SimDuration? Due { get; init; }

    public SimDuration? Deadline { get; init; }

    public SimDuration? LatestStart { get; init; }

    public int Priority { get; init; }

    public double Value { get; init; }

    public double Decay { get; init; }

    /// <summary>The section.</summary>
    public static Shape<TaskDeclaration> Shaped { get; } = Shape.Section(
        "a task",
        [
            NameField, CostField, NeedField, DurationField, OnlyField, SkillsField, TeamField, AtField, AfterField,
            ReleaseField, KnownField, DueField, DeadlineField, LatestStartField, PriorityField, ValueField, DecayField,
        ],
        From);

    private static TaskDeclaration From(SectionReading read) => new()
    {
        Name = read.Get(NameField),
        Cost = read.Has(CostField) ? read.Get(CostField) : null,
        Need = read.Get(NeedField),
        Duration = read.Get(DurationField),
        Only = read.Has(OnlyField) ? read.Get(OnlyField) : null,
        Skills = read.Get(SkillsField),
        IsTeam = read.Get(TeamField),
        Place = read.Has(AtField) ? read.Get(AtField) : null,
        After = read.Get(AfterField),
        Release = read.Get(ReleaseField),
        Known = read.Has(KnownField) ? read.Get(KnownField) : null,
        Due = read.Has(DueField) ? read.Get(DueField) : null,
        Deadline = read.Has(DeadlineField) ? read.Get(DeadlineField) : null,
        LatestStart = read.Has(LatestStartField) ? read.Get(LatestStartField) : null,
        Priority = (int)read.Get(PriorityField),
        Value = read.Get(ValueField),
        Decay = read.Get(DecayField),
    };
}

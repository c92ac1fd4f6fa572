using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Assignments.Sections;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>An entry of <c>tasks</c>. Times count from the opening.</summary>
internal sealed record WorkDeclaration
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "name of the task", Shape.Name().Located());

    private static readonly Field<string> IdField = Field.Optional(
        "id", "what it is called in the file that it comes from, for written plans; its name if left out",
        Shape.Text());

    private static readonly Field<double> WorkField = Field.Required(
        "work", "how much work it is: seconds on a unit of speed 1", Shape.Number(min: 0, max: 1e9));

    private static readonly Field<IReadOnlyList<InputDeclaration>> InputsField = Field.WithDefault(
        "inputs", "what it fetches from other tasks", Shape.List(InputDeclaration.Shaped, 0, 10_000), or: "[]");

    private static readonly Field<IReadOnlyList<Located<string>>> AfterField = Field.WithDefault(
        "after", "tasks that must be done before", Shape.List(Shape.Name().Located(), 0, 10_000), or: "[]");

    private static readonly Field<IReadOnlyList<Located<string>>> OnlyField = Field.Optional(
        "only", "the units that may do it; all if left out", Shape.List(Shape.Name().Located(), 1, 10_000));

    private static readonly Field<Located<IReadOnlyList<string>>> SkillsField = Field.WithDefault(
        "skills", "skills that it needs", PairShapes.Skills, or: "[]");

    private static readonly Field<long> CoresField = Field.WithDefault(
        "cores", "how many cores it takes", Shape.WholeNumber(1, 10_000), or: "1");

    private static readonly Field<long> StorageField = Field.WithDefault(
        "storage", "how much it stores on its unit", Shape.Bytes(), or: "0B");

    private static readonly Field<SimDuration> ReleaseField = Field.WithDefault(
        "release", "must not start earlier", Shape.Duration(max: "3650d"), or: "0s");

    private static readonly Field<SimDuration> KnownField = Field.Optional(
        "known", "when the dispatcher learns of it; during planning if left out", Shape.Duration(max: "3650d"));

    private static readonly Field<SimDuration> DueField = Field.Optional(
        "due", "later completion is tardy", Shape.Duration(max: "3650d"));

    private static readonly Field<long> PriorityField = Field.WithDefault(
        "priority", "higher is more urgent", Shape.WholeNumber(-1000, 1000), or: "0");

    private static readonly Field<DivisionDeclaration> DivisibleField = Field.Optional(
        "divisible", "into how many parts it may be split", DivisionDeclaration.Shaped);

    public required Located<string> Name { get; init; }

    /// <summary>What it is called elsewhere.</summary>
    public string? Id { get; init; }

    public double Work { get; init; }

    public required IReadOnlyList<InputDeclaration> Inputs { get; init; }

    public required IReadOnlyList<Located<string>> After { get; init; }

    public IReadOnlyList<Located<string>>? Only { get; init; }

    public required Located<IReadOnlyList<string>> Skills { get; init; }

    public int Cores { get; init; }

    /// <summary>Bytes.</summary>
    public double Storage { get; init; }

    public SimDuration Release { get; init; }

    public SimDuration? Known { get; init; }

    public SimDuration? Due { get; init; }

    public int Priority { get; init; }

    public DivisionDeclaration? Divisible { get; init; }

    /// <summary>Its name without a number at the end: tasks of one family teach each other how to be split.</summary>
    public string Family => Name.Value.TrimEnd("0123456789".ToCharArray()).TrimEnd('-', '_', '.');

    /// <summary>Whether a unit is among those that may do it.</summary>
    public bool MayRunOn(string unit) =>
        Only is null || Only.Any(o => string.Equals(o.Value, unit, StringComparison.Ordinal));

    /// <summary>The section.</summary>
    public static Shape<WorkDeclaration> Shaped { get; } = Shape.Section(
        "a task",
        [
            NameField, IdField, WorkField, InputsField, AfterField, OnlyField, SkillsField, CoresField, StorageField,
            ReleaseField, KnownField, DueField, PriorityField, DivisibleField,
        ],
        read => new WorkDeclaration
        {
            Name = read.Get(NameField),
            Id = read.Has(IdField) ? read.Get(IdField) : null,
            Work = read.Get(WorkField),
            Inputs = read.Get(InputsField),
            After = read.Get(AfterField),
            Only = read.Has(OnlyField) ? read.Get(OnlyField) : null,
            Skills = read.Get(SkillsField),
            Cores = (int)read.Get(CoresField),
            Storage = read.Get(StorageField),
            Release = read.Get(ReleaseField),
            Known = read.Has(KnownField) ? read.Get(KnownField) : null,
            Due = read.Has(DueField) ? read.Get(DueField) : null,
            Priority = (int)read.Get(PriorityField),
            Divisible = read.Has(DivisibleField) ? read.Get(DivisibleField) : null,
        });
}

using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments.Sections;

/// <summary>An entry of <c>agents</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Budget">What it can use up in all; infinite if nothing was said.</param>
/// <param name="Skills">What it can do.</param>
/// <param name="Place">Where it starts.</param>
/// <param name="Home">Where it must be in the end; null if anywhere.</param>
/// <param name="Speed">Metres per second; infinite if it need not travel.</param>
/// <param name="MaxTasks">At most so many tasks.</param>
internal sealed record AgentDeclaration(
    Located<string> Name, double Budget, Located<IReadOnlyList<string>> Skills, Vec3 Place, Vec3? Home, double Speed,
    int MaxTasks)
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "name of the agent", Shape.Name().Located());

    private static readonly Field<double> BudgetField = Field.Optional(
        "budget", "how much its tasks may need in all; no bound if left out", Shape.Number(min: 0, max: 1e9));

    private static readonly Field<Located<IReadOnlyList<string>>> SkillsField = Field.WithDefault(
        "skills", "what it can do", PairShapes.Skills, or: "[]");

    private static readonly Field<Vec3> AtField = Field.Optional("at", "where it starts", PairShapes.Place);

    private static readonly Field<Vec3> HomeField = Field.Optional(
        "home", "where it must be in the end", PairShapes.Place);

    private static readonly Field<double> SpeedField = Field.Optional(
        "speed", "how fast it travels; left out if it need not", Shape.Speed(min: "0.001m/s", max: "100000m/s"));

    private static readonly Field<long> MaxTasksField = Field.Optional(
        "maxTasks", "at most so many tasks; no bound if left out", Shape.WholeNumber(1, 1_000_000));

    /// <summary>The section.</summary>
    public static Shape<AgentDeclaration> Shaped { get; } = Shape.Section(
        "an agent",
        [NameField, BudgetField, SkillsField, AtField, HomeField, SpeedField, MaxTasksField],
        read => new AgentDeclaration(
            read.Get(NameField),
            read.Get(BudgetField, double.PositiveInfinity),
            read.Get(SkillsField),
            read.Get(AtField, Vec3.Zero),
            read.Has(HomeField) ? read.Get(HomeField) : null,
            read.Get(SpeedField, double.PositiveInfinity),
            (int)read.Get(MaxTasksField, int.MaxValue)));
}

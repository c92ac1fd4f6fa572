using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>An entry of <c>jobs.templates</c>: a task graph of which any number may arrive.</summary>
/// <param name="Due">Time from the arrival after which what nothing waits for is tardy; null: never.</param>
/// <param name="Tasks">The tasks; their times count from the arrival.</param>
internal sealed record JobTemplate(SimDuration? Due, IReadOnlyList<WorkDeclaration> Tasks)
{
    private static readonly Field<SimDuration> DueField = Field.Optional(
        "due", "later completion is tardy, from the arrival", Shape.Duration(above: "0s", max: "3650d"));

    private static readonly Field<IReadOnlyList<WorkDeclaration>> TasksField = Field.Required(
        "tasks", "the task graph; times count from the arrival", Shape.List(WorkDeclaration.Shaped, 1, 1000));

    /// <summary>The section.</summary>
    public static Shape<JobTemplate> Shaped { get; } = Shape.Section(
        "a job", [DueField, TasksField],
        read => new JobTemplate(read.Has(DueField) ? read.Get(DueField) : null, read.Get(TasksField)));
}

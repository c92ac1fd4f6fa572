using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>A task as the crew has it.</summary>
/// <param name="Declared">What the file says of it.</param>
/// <param name="Name">Its name in the run.</param>
/// <param name="Base">From when its times count.</param>
/// <param name="Known">When the dispatcher learns of it.</param>
/// <param name="Inputs">What it waits for, by places among all tasks.</param>
internal sealed record PlannedTask(
    WorkDeclaration Declared, string Name, SimTime Base, SimTime Known, IReadOnlyList<TaskInput> Inputs)
{
    /// <summary>The factor of its job's work.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>When its job is due, if nothing else of the job waits for it.</summary>
    public SimTime JobDue { get; init; } = SimTime.Never;

    /// <summary>Seconds on a unit of speed 1.</summary>
    public double Work => Declared.Work * Scale;

    /// <summary>It must not start earlier.</summary>
    public SimTime Release => SimTime.Max(Base + Declared.Release, Known);

    /// <summary>Later completion is tardy.</summary>
    public SimTime Due => Declared.Due is SimDuration due ? SimTime.Min(Base + due, JobDue) : JobDue;
}

using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Workflow.Jobs;

/// <summary>A job that arrives, and where its tasks are in the plan.</summary>
/// <param name="Name">Its name in the run; its tasks' names begin with it.</param>
/// <param name="Phase">The name of the phase in which it arrives.</param>
/// <param name="Arrival">When it arrives.</param>
/// <param name="Due">Later completion is tardy.</param>
/// <param name="FirstTask">The place of its first task; the others follow.</param>
/// <param name="Tasks">How many tasks it has.</param>
internal sealed record PlannedJob(
    string Name, string Phase, SimTime Arrival, SimTime Due, int FirstTask, int Tasks);

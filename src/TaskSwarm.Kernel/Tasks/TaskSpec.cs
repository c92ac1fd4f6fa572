using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>A task as it is announced; the same model for all kinds.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Unique in the run, for people.</param>
public sealed record TaskSpec(TaskId Id, string Name)
{
    /// <summary>Skills that the agent must have.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>What it takes while it is carried out.</summary>
    public Demand Demand { get; init; }

    /// <summary>How long it takes, where that does not depend on the agent.</summary>
    public SimDuration Duration { get; init; }

    /// <summary>Work to be done, for agents with a speed of their own; in the scenario's unit.</summary>
    public double Work { get; init; }

    /// <summary>Not known to anyone before.</summary>
    public SimTime Release { get; init; }

    /// <summary>Later completion is tardy.</summary>
    public SimTime Due { get; init; } = SimTime.Never;

    /// <summary>Later completion is worthless: the task expires.</summary>
    public SimTime Deadline { get; init; } = SimTime.Never;

    /// <summary>Must not start earlier.</summary>
    public SimTime WindowStart { get; init; }

    /// <summary>Must not start later.</summary>
    public SimTime WindowEnd { get; init; } = SimTime.Never;

    /// <summary>Where it is done, in order: a pickup and a delivery, say.</summary>
    public IReadOnlyList<Vec3> Locations { get; init; } = [];

    /// <summary>Tasks that must be done before it starts.</summary>
    public IReadOnlyList<TaskId> After { get; init; } = [];

    /// <summary>Higher is more urgent.</summary>
    public int Priority { get; init; }

    /// <summary>What its completion is worth.</summary>
    public double Value { get; init; } = 1;

    /// <summary>The least and greatest number of parts into which it may be split.</summary>
    public (int Least, int Greatest) Parts { get; init; } = (1, 1);
}

using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>A task as an allocation strategy sees it. All times are absolute simulated time.</summary>
/// <param name="Id">Its number in the run.</param>
/// <param name="Name">Its name.</param>
public sealed record AllocationTask(TaskId Id, string Name)
{
    /// <summary>Skills as bits. One agent must have them all; a coalition must have them between its members.</summary>
    public ulong Skills { get; init; }

    /// <summary>
    /// Whether several agents may do it together: each brings at least one needed skill, all are there from the common
    /// start to the common end.
    /// </summary>
    public bool IsCoalition { get; init; }

    /// <summary>How many slots of its agent it takes while it is carried out; at least 1.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Must not start earlier.</summary>
    public SimTime Release { get; init; }

    /// <summary>Later completion is tardy.</summary>
    public SimTime Due { get; init; } = SimTime.Never;

    /// <summary>Later completion is not allowed.</summary>
    public SimTime Deadline { get; init; } = SimTime.Never;

    /// <summary>Must not start later.</summary>
    public SimTime LatestStart { get; init; } = SimTime.Never;

    /// <summary>Higher is more urgent.</summary>
    public int Priority { get; init; }

    /// <summary>What it is worth when it starts at <see cref="Release"/>.</summary>
    public double Value { get; init; } = 1;

    /// <summary>Its worth is Value * exp(-Decay * seconds from <see cref="Release"/> to its start).</summary>
    public double Decay { get; init; }

    /// <summary>Where it is done; null if anywhere.</summary>
    public Vec3? Place { get; init; }

    /// <summary>Tasks of the same problem that must be done before it starts.</summary>
    public IReadOnlyList<TaskInput> Inputs { get; init; } = [];

    /// <summary>What it fetches from tasks outside of the problem.</summary>
    public IReadOnlyList<KnownInput> KnownInputs { get; init; } = [];

    /// <summary>Who holds it now, by its place in <see cref="AllocationProblem.Agents"/>; -1 if nobody does.</summary>
    public int Holder { get; init; } = -1;
}

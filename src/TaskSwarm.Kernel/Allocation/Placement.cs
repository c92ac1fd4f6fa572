using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>Where and when a task is planned.</summary>
/// <param name="Agents">Who does it, by place in <see cref="AllocationProblem.Agents"/>, ascending; empty if nobody
/// does.</param>
/// <param name="Start">Planned start.</param>
/// <param name="End">Planned end.</param>
public readonly record struct Placement(IReadOnlyList<int> Agents, SimTime Start, SimTime End)
{
    /// <summary>Nobody does it.</summary>
    public static readonly Placement None = new([], SimTime.Never, SimTime.Never);

    /// <summary>Whether somebody does it.</summary>
    public bool IsPlaced => Agents is { Count: > 0 };
}

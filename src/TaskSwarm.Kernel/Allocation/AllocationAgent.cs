using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>An agent as an allocation strategy sees it.</summary>
/// <param name="Id">Its number in the run.</param>
/// <param name="Name">Its name.</param>
public sealed record AllocationAgent(AgentId Id, string Name)
{
    /// <summary>Skills as bits; see <see cref="AllocationTask.Skills"/>.</summary>
    public ulong Skills { get; init; }

    /// <summary>How much it can do at once, in units of <see cref="AllocationTask.Slots"/>; at least 1.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>
    /// When each of its slots is free from what it is at now; empty if all are free at
    /// <see cref="AllocationProblem.Now"/>.
    /// </summary>
    public IReadOnlyList<SimTime> FreeFrom { get; init; } = [];

    /// <summary>What is left of what <see cref="AllocationProblem.Need"/> uses up; infinite if nothing is.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// What needs may add up to: the budget and a billionth, since a sum of decimal fractions is off by a little. It is
    /// the one bound to which strategies, audits and runs hold sums of needs.
    /// </summary>
    public double Limit => Budget + (1e-9 * Math.Max(1, Math.Abs(Budget)));

    /// <summary>At most so many tasks of the problem: the bundle limit of CBBA.</summary>
    public int MaxTasks { get; init; } = int.MaxValue;

    /// <summary>Bytes per second at which it sends and receives; infinite where transfers cost nothing.</summary>
    public double BytesPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>Where it is when it is free; for agents that travel.</summary>
    public Vec3 Place { get; init; }

    /// <summary>Where it must be in the end; null if anywhere.</summary>
    public Vec3? Home { get; init; }

    /// <summary>Metres per second of agents that travel; infinite for those that need not.</summary>
    public double Speed { get; init; } = double.PositiveInfinity;
}

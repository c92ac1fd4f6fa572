namespace TaskSwarm.Kernel.Allocation;

/// <summary>What an allocation strategy minimises: a weighted sum. Weights are 0 or more.</summary>
public sealed record AllocationObjective
{
    /// <summary>Weight of the sum of <see cref="AllocationProblem.Cost"/> over all placements.</summary>
    public double Cost { get; init; }

    /// <summary>Weight of the seconds from now until everything is done and everybody is home.</summary>
    public double Makespan { get; init; }

    /// <summary>Weight of sum(max(end - due, 0)) in seconds.</summary>
    public double Tardiness { get; init; }

    /// <summary>Weight of sum(end - release) in seconds.</summary>
    public double Response { get; init; }

    /// <summary>Weight of the seconds of work by which the busiest agent exceeds the mean.</summary>
    public double Imbalance { get; init; }

    /// <summary>Weight of the tasks' worth, which counts as negative cost; see <see cref="AllocationTask.Decay"/>.
    /// </summary>
    public double Worth { get; init; }

    /// <summary>What each task costs that nobody gets. Zero where tasks are optional.</summary>
    public double Unplaced { get; init; } = 1e9;

    /// <summary>As early as possible in all.</summary>
    public static AllocationObjective ForMakespan { get; } = new() { Makespan = 1 };

    /// <summary>As cheap as possible.</summary>
    public static AllocationObjective ForCost { get; } = new() { Cost = 1 };

    /// <summary>Whether times of start and end matter, and not only who does what.</summary>
    public bool IsTimed => Makespan > 0 || Tardiness > 0 || Response > 0 || Worth > 0;
}

using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>A task that may be split into parts, which agents do independently of each other.</summary>
/// <param name="Task">Its place among the tasks of the plan.</param>
/// <param name="LeastParts">At least so many parts; 1 or more.</param>
/// <param name="GreatestParts">At most so many parts.</param>
/// <param name="Overhead">What each part takes beyond its share of the work.</param>
public sealed record DivisibleTask(int Task, int LeastParts, int GreatestParts, SimDuration Overhead)
{
    /// <summary>Tasks of one family teach each other how fine they should be split.</summary>
    public string Family { get; init; } = "";
}

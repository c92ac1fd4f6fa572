using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>One public instance, asked in one way.</summary>
/// <param name="Set">The line of the table that it counts into.</param>
/// <param name="Name">What the case is called, and its plan's file.</param>
/// <param name="Problem">What strategies are asked.</param>
/// <param name="Best">The best known value in the instance's own unit.</param>
public sealed record QualityCase(string Set, string Name, AllocationProblem Problem, double Best)
{
    /// <summary>Whether higher is better in the instance's own unit.</summary>
    public bool IsMax { get; init; }

    /// <summary>Whether an answer that leaves tasks to nobody counts as one.</summary>
    public bool MayLeaveOpen { get; init; }

    /// <summary>The public checker of the set; null if there is none.</summary>
    public CheckerCall? Checker { get; init; }

    /// <summary>An answer's value in the instance's own unit.</summary>
    public required Func<Assignment, double> Value { get; init; }

    /// <summary>An answer that leaves nothing over, in the form that the public checker reads.</summary>
    public required Func<Assignment, string> Plan { get; init; }

    /// <summary>By how many percent an answer is worse than the best known.</summary>
    public double GapPercent(Assignment answer) => 100 * (IsMax ? Best - Value(answer) : Value(answer) - Best) / Best;
}

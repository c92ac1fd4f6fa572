using TaskSwarm.Allocation.Static;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// Linear programming. Where only who does what matters: the relaxation by GLOP, rounded, then improved by shifts and
/// swaps (Shmoys and Tardos, Mathematical Programming 62, 1993, round the same relaxation); its value bounds every
/// answer. Where times matter: level by level, the tasks that are ready are matched with the agents by linear
/// assignment on their earliest ends, without a bound. Never worse than <c>static</c>. See docs/optimisation.md.
/// </summary>
public sealed class LpAllocator : IAllocator
{
    /// <inheritdoc/>
    public string Name => "lp";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        long pairs = (long)problem.Agents.Count * problem.Tasks.Count;
        return pairs > MipShape.MostPairs
            ? $"lp reaches {MipShape.MostPairs} pairs of agents and tasks; the problem has {pairs}"
            : problem.Tasks.Any(t => t.IsCoalition)
                ? "lp gives every task to one agent, and some need a coalition"
                : null;
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (MipShape.NeedsTimes(problem) || problem.HasPrecedence || problem.Objective.Imbalance > 0
            || problem.Objective.Makespan > 0 || problem.Agents.Count == 0)
        {
            return NoWorseThanStatic(problem, LevelMatching.Run(problem), random);
        }

        var relaxation = new Relaxation(problem);
        var shares = new Sharing(problem, relaxation.Share);
        shares.Round();
        shares.Improve();
        Assignment answer = NoWorseThanStatic(problem, shares.ToAssignment(relaxation.Iterations), random);
        double bound = Math.Min(answer.Objective, relaxation.Bound);
        return answer with
        {
            Bound = bound,
            IsOptimal = answer.Objective - bound <= 1e-9 * Math.Max(1, Math.Abs(answer.Objective)),
        };
    }

    private static Assignment NoWorseThanStatic(AllocationProblem problem, Assignment found, RandomStream random)
    {
        Assignment fixedBefore = new StaticAllocator(new StrategyOptions()).Allocate(problem, random);
        return fixedBefore.Objective < found.Objective ? fixedBefore with { Effort = found.Effort } : found;
    }
}

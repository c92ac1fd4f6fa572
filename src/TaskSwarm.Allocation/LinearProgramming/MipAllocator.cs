using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// The exact model, solved by CP-SAT within deterministic time; see docs/optimisation.md. Starts from the best of a few
/// quick plans, <c>heft</c>, <c>lp</c> and <c>static</c> among them, and never answers worse.
/// <see cref="Assignment.Bound"/> is CP-SAT's; <see cref="Assignment.IsOptimal"/> says whether the answer reaches it.
/// </summary>
public sealed class MipAllocator : IAllocator
{
    /// <summary>Effort counted for a deterministic second, in placements tried.</summary>
    private const double EffortPerSecond = 1e6;

    private readonly double _deterministicSeconds;

    /// <summary>A solver with its limit.</summary>
    /// <param name="deterministicSeconds">CP-SAT's own measure of work, about a second of a fast processor; more than
    /// 0.</param>
    public MipAllocator(double deterministicSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deterministicSeconds);
        _deterministicSeconds = deterministicSeconds;
    }

    /// <inheritdoc/>
    public string Name => "mip";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return MipShape.Objection(problem);
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Assignment start = FirstPlan.Of(problem, random);
        if (problem.Tasks.Count == 0 || problem.Agents.Count == 0)
        {
            return start with { Bound = start.Objective, IsOptimal = true };
        }

        var model = new MipModel(problem, start);
        using var solved = new CpSat(model.Cp, _deterministicSeconds);
        Assignment best = start;
        if (solved.HasAnswer)
        {
            Assignment found = model.Rebuild(solved);
            best = found.Objective < start.Objective ? found : start;
        }

        double bound = model.IsNarrowed || !solved.HasAnswer
            ? double.NegativeInfinity
            : Math.Min(best.Objective, model.Objective.BoundOf(solved.Bound));
        return best with
        {
            Effort = start.Effort + (long)Math.Ceiling(solved.DeterministicSeconds * EffortPerSecond),
            Bound = bound,
            IsOptimal = best.Objective - bound <= 1e-9 * Math.Max(1, Math.Abs(best.Objective)),
        };
    }
}

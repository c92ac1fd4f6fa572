namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// What an agent asks for a task in contract nets and auctions: the share of <see cref="AllocationObjective"/> that
/// falls on one placement. The makespan, which only the last task decides, is bid for by the task's own end: the
/// earliest finish wins.
/// </summary>
public static class PlacementBid
{
    /// <summary>The bid; lower is better.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="task">The task.</param>
    /// <param name="agent">The bidder.</param>
    /// <param name="start">When the bidder would begin, in microseconds.</param>
    /// <param name="load">Microseconds of work that it has already.</param>
    public static double Of(AllocationProblem problem, int task, int agent, long start, long load)
    {
        ArgumentNullException.ThrowIfNull(problem);
        AllocationObjective weights = problem.Objective;
        AllocationTask t = problem.Tasks[task];
        double duration = problem.Duration[agent, task];
        double end = start + duration;
        double bid = weights.Cost > 0 ? weights.Cost * problem.Cost[agent, task] : 0;
        bid += weights.Makespan * ((end - problem.Now.Micros) / 1e6);
        bid += weights.Tardiness * (Math.Max(0, end - t.Due.Micros) / 1e6);
        bid += weights.Response * ((end - t.Release.Micros) / 1e6);
        bid += weights.Imbalance * ((load + (duration * t.Slots)) / 1e6);
        return weights.Worth > 0 ? bid - (weights.Worth * Worth(t, start)) : bid;
    }

    /// <summary>What a task is worth that starts at an instant; see <see cref="AllocationTask.Decay"/>.</summary>
    public static double Worth(AllocationTask task, long start)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Value * Math.Exp(-task.Decay * (Math.Max(0, start - task.Release.Micros) / 1e6));
    }
}

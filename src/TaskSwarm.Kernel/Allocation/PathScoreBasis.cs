namespace TaskSwarm.Kernel.Allocation;

/// <summary>What all agents must hold in common so that their scores in CBBA can be compared; reckoned once for a
/// problem.</summary>
public sealed class PathScoreBasis
{
    private PathScoreBasis(AllocationProblem problem)
    {
        Problem = problem;
        HasTravel = problem.HasTravel;
        Urgency = new int[problem.Tasks.Count];
        IReadOnlyList<int> order = TaskOrder.Of(problem);
        for (int at = 0; at < order.Count; at++)
        {
            Urgency[order[at]] = order.Count - at;
        }

        (double least, double most, double sum, long count) = (0, 0, 0, 0);
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            for (int a = 0; a < problem.Agents.Count; a++)
            {
                if (problem.CanDo(a, t))
                {
                    double cost = problem.Objective.Cost * problem.Cost[a, t];
                    (least, most) = count == 0 ? (cost, cost) : (Math.Min(least, cost), Math.Max(most, cost));
                    (sum, count) = (sum + (problem.Duration[a, t] / 1e6), count + 1);
                }
            }
        }

        LeastCost = least;
        double unplaced = problem.Objective.Unplaced;
        bool tells = unplaced <= 1000 * (1 + Math.Max(Math.Abs(least), Math.Abs(most)));
        CostCeiling = tells ? unplaced : most + 1;
        Scale = count > 0 && sum > 0 ? sum / count : 1;
    }

    /// <summary>The problem.</summary>
    public AllocationProblem Problem { get; }

    /// <summary>From what the weighted cost of a placement is subtracted where cost alone counts: what leaving the
    /// task undone costs, or, where that is a thousand times any cost and more, 1 more than the dearest placement.
    /// </summary>
    public double CostCeiling { get; }

    internal bool HasTravel { get; }

    /// <summary>The task to be taken first has the highest number; see <see cref="TaskOrder"/>.</summary>
    internal int[] Urgency { get; }

    internal double LeastCost { get; }

    internal double Scale { get; }

    /// <summary>Reckons the basis.</summary>
    public static PathScoreBasis Of(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new PathScoreBasis(problem);
    }
}

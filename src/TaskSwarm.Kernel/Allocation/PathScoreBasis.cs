namespace TaskSwarm.Kernel.Allocation;

/// <summary>What all agents must hold in common so that their scores in CBBA can be compared; reckoned once for a
/// problem.</summary>
public sealed class PathScoreBasis
{
    private PathScoreBasis(
        AllocationProblem problem, IReadOnlyList<int> urgency, double leastCost, double costCeiling, double scale)
    {
        (Problem, HasTravel, Urgency) = (problem, problem.HasTravel, urgency);
        (LeastCost, CostCeiling, Scale) = (leastCost, costCeiling, scale);
    }

    private PathScoreBasis(AllocationProblem problem)
    {
        Problem = problem;
        HasTravel = problem.HasTravel;
        int[] urgency = new int[problem.Tasks.Count];
        Urgency = urgency;
        IReadOnlyList<int> order = TaskOrder.Of(problem);
        for (int at = 0; at < order.Count; at++)
        {
            urgency[order[at]] = order.Count - at;
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

    /// <summary>The task to be taken first has the highest number; see <see cref="TaskOrder"/>.</summary>
    public IReadOnlyList<int> Urgency { get; }

    /// <summary>The least weighted cost of any placement.</summary>
    public double LeastCost { get; }

    /// <summary>Mean duration of a task in seconds.</summary>
    public double Scale { get; }

    internal bool HasTravel { get; }

    /// <summary>Reckons the basis.</summary>
    public static PathScoreBasis Of(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new PathScoreBasis(problem);
    }

    /// <summary>What an agent was told of a basis that another has reckoned, over what it knows itself.</summary>
    /// <param name="problem">The tasks, and at least the agent itself.</param>
    /// <param name="urgency">See <see cref="Urgency"/>.</param>
    /// <param name="leastCost">See <see cref="LeastCost"/>.</param>
    /// <param name="costCeiling">See <see cref="CostCeiling"/>.</param>
    /// <param name="scale">See <see cref="Scale"/>.</param>
    public static PathScoreBasis Told(
        AllocationProblem problem, IReadOnlyList<int> urgency, double leastCost, double costCeiling, double scale)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(urgency);
        return new PathScoreBasis(problem, urgency, leastCost, costCeiling, scale);
    }
}

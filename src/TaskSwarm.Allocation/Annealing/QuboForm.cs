using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Annealing;

/// <summary>
/// An assignment as quadratic unconstrained binary optimisation (Lucas, Frontiers in Physics 2:5, 2014): a bit for each
/// pair of task and agent, and slack bits that fill budgets up. Penalties stand for one agent a task and for budgets;
/// squared loads and rewards for makers and consumers that are together stand for the makespan.
/// </summary>
internal sealed class QuboForm
{
    private const int SlackBits = 6;
    private const double OneAgent = 2, Budget = 1, Balance = 1;

    public QuboForm(AllocationProblem problem)
    {
        (Tasks, Agents) = (problem.Tasks.Count, problem.Agents.Count);
        Linear = new double[Tasks * Agents];
        Need = new double[(Tasks + SlackBits) * Agents];
        Work = new double[Tasks * Agents];
        Filled = new double[Agents];
        Together = new List<(int, double)>[Tasks];
        double cost = Scale(problem, (a, t) => Math.Abs(problem.Cost[a, t]));
        double work = Scale(problem, (a, t) => problem.Duration[a, t]) * Math.Max(1, Tasks) / Math.Max(1, Agents);
        double need = Scale(problem, (a, t) => problem.Need[a, t]);
        AllocationObjective weights = problem.Objective;
        bool isBalanced = weights.IsTimed || weights.Imbalance > 0;
        for (int i = 0; i < Linear.Length; i++)
        {
            (int t, int a) = (i / Agents, i % Agents);
            bool can = problem.CanDo(a, t);
            Linear[i] = !can ? 1e6 : weights.Cost > 0 ? problem.Cost[a, t] / cost : 0;
            Work[i] = can && isBalanced && work > 0 ? problem.Duration[a, t] / work : 0;
            Need[i] = double.IsFinite(problem.Agents[a].Budget) ? problem.Need[a, t] / need : 0;
        }

        for (int a = 0; a < Agents; a++)
        {
            Filled[a] = double.IsFinite(problem.Agents[a].Budget) ? problem.Agents[a].Budget / need : 0;
            for (int s = 0; s < SlackBits; s++)
            {
                Need[((Tasks + s) * Agents) + a] = Filled[a] / (1 << (s + 1));
            }
        }

        FindTogether(problem, work * Agents / Math.Max(1, Tasks));
    }

    public int Tasks { get; }

    public int Agents { get; }

    /// <summary>Bits by row * agents + agent: the tasks' rows, then those of slack.</summary>
    public int Bits => (Tasks + SlackBits) * Agents;

    private double[] Linear { get; }

    private double[] Need { get; }

    private double[] Work { get; }

    private double[] Filled { get; }

    private List<(int Task, double Weight)>[] Together { get; }

    /// <summary>By how much the energy rises if a bit of a slice is turned over.</summary>
    public double Rise(QuboSlice slice, int bit)
    {
        (int row, int agent) = (bit / Agents, bit % Agents);
        double sign = slice.Bits[bit] ? -1 : 1;
        double rise = 0;
        if (Filled[agent] > 0)
        {
            double over = slice.Used[agent] - Filled[agent], more = sign * Need[bit];
            rise += Budget * more * ((2 * over) + more);
        }

        if (row >= Tasks)
        {
            return rise;
        }

        double work = sign * Work[bit];
        rise += Balance * work * ((2 * slice.Load[agent]) + work);
        rise += (sign * Linear[bit]) + (OneAgent * ((sign * 2 * (slice.Count[row] - 1)) + 1));
        foreach ((int other, double weight) in Together[row])
        {
            rise -= slice.Bits[(other * Agents) + agent] ? sign * weight : 0;
        }

        return rise;
    }

    /// <summary>Turns a bit over.</summary>
    public void Flip(QuboSlice slice, int bit)
    {
        (int row, int agent) = (bit / Agents, bit % Agents);
        int sign = slice.Bits[bit] ? -1 : 1;
        slice.Bits[bit] = !slice.Bits[bit];
        slice.Used[agent] += sign * Need[bit];
        if (row < Tasks)
        {
            slice.Count[row] += sign;
            slice.Load[agent] += sign * Work[bit];
        }
    }

    /// <summary>The agent of each task: of several the cheapest, -1 if there is none.</summary>
    public int[] Read(QuboSlice slice)
    {
        int[] agents = new int[Tasks];
        for (int t = 0; t < Tasks; t++)
        {
            agents[t] = -1;
            for (int a = 0; a < Agents; a++)
            {
                bool better = slice.Bits[(t * Agents) + a]
                    && (agents[t] < 0 || Linear[(t * Agents) + a] < Linear[(t * Agents) + agents[t]]);
                agents[t] = better ? a : agents[t];
            }
        }

        return agents;
    }

    private void FindTogether(AllocationProblem problem, double meanWork)
    {
        for (int t = 0; t < Tasks; t++)
        {
            Together[t] = [];
        }

        double slowest = problem.Agents.Select(a => a.BytesPerSecond).DefaultIfEmpty(1).Min();
        for (int t = 0; t < Tasks; t++)
        {
            foreach (TaskInput input in problem.Tasks[t].Inputs)
            {
                double weight = meanWork > 0 && double.IsFinite(slowest)
                    ? Math.Min(1, input.Bytes / slowest * 1e6 / meanWork)
                    : 0;
                if (weight > 0)
                {
                    Together[t].Add((input.Task, weight));
                    Together[input.Task].Add((t, weight));
                }
            }
        }
    }

    // The mean over all pairs that can be, so that all terms are of one size.
    private static double Scale(AllocationProblem problem, Func<int, int, double> value)
    {
        (double sum, int pairs) = (0, 0);
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            for (int a = 0; a < problem.Agents.Count; a++)
            {
                (sum, pairs) = problem.CanDo(a, t) ? (sum + value(a, t), pairs + 1) : (sum, pairs);
            }
        }

        return sum > 0 ? sum / pairs : 1;
    }
}

using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Search;

/// <summary>A makespan that no plan is shorter than: the longest path, and the work shared evenly.</summary>
internal static class MakespanBound
{
    /// <summary>The least objective where nothing but the makespan counts; negative infinity elsewhere.</summary>
    public static double Of(AllocationProblem problem, TaskGraph graph)
    {
        if (problem.Objective is not { Makespan: > 0, Cost: 0, Tardiness: 0, Response: 0, Imbalance: 0, Worth: 0 }
            || problem.Tasks.Count == 0)
        {
            return double.NegativeInfinity;
        }

        long now = problem.Now.Micros;
        long[] end = new long[problem.Tasks.Count];
        (long longest, long work, long unit) = (0, 0, 0);
        foreach (int task in graph.Order())
        {
            AllocationTask t = problem.Tasks[task];
            long least = Shortest(problem, task);
            if (least < 0)
            {
                // Somebody is left out in any case; the bound would have to say who.
                return double.NegativeInfinity;
            }

            long start = Math.Max(0, t.Release.Micros - now);
            foreach (TaskInput input in t.Inputs)
            {
                start = Math.Max(start, end[input.Task]);
            }

            end[task] = start + least;
            longest = Math.Max(longest, end[task]);
            work += least * t.Slots;
            unit = Gcd(unit, least);
        }

        long slots = problem.Agents.Sum(a => (long)a.Slots);
        long share = (work + slots - 1) / slots;
        unit = IsUniform(problem) ? Math.Max(1, unit) : 1;
        return problem.Objective.Makespan * (Math.Max(longest, (share + unit - 1) / unit * unit) / 1e6);
    }

    // Where all agents take alike and begin at once, all ends are multiples of the durations' common divisor.
    private static bool IsUniform(AllocationProblem problem) => PlanData.Fits(problem)
        && problem.Tasks.All(t => t.Release <= problem.Now && t.KnownInputs.Count == 0)
        && problem.Agents.All(a => a.FreeFrom.Count == 0) && new PlanData(problem).AreAgentsAlike;

    private static long Shortest(AllocationProblem problem, int task)
    {
        long least = -1;
        for (int a = 0; a < problem.Agents.Count; a++)
        {
            long duration = problem.CanDo(a, task) ? (long)problem.Duration[a, task] : -1;
            least = duration >= 0 && (least < 0 || duration < least) ? duration : least;
        }

        return least;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}

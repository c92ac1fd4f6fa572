using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Which agents nothing in the problem tells apart. Swapping two of them changes no answer's value.</summary>
internal static class IdenticalAgents
{
    /// <summary>The agents in classes, each ascending, by their first members.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="mayDifferInFreeFrom">Whether agents that become free at different times count as alike.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Classes(AllocationProblem problem, bool mayDifferInFreeFrom)
    {
        var classes = new List<List<int>>();
        bool travels = problem.HasTravel;
        for (int a = 0; a < problem.Agents.Count; a++)
        {
            List<int>? like = travels && problem.Travel is not null
                ? null
                : classes.Find(c => IsAlike(problem, c[0], a, travels, mayDifferInFreeFrom));
            if (like is null)
            {
                classes.Add([a]);
            }
            else
            {
                like.Add(a);
            }
        }

        return classes;
    }

    private static bool IsAlike(AllocationProblem problem, int first, int second, bool travels, bool anyFreeFrom)
    {
        (AllocationAgent a, AllocationAgent b) = (problem.Agents[first], problem.Agents[second]);
        bool alike = a.Skills == b.Skills && a.Slots == b.Slots && a.Budget.Equals(b.Budget)
            && a.MaxTasks == b.MaxTasks && a.BytesPerSecond.Equals(b.BytesPerSecond)
            && (anyFreeFrom || a.FreeFrom.SequenceEqual(b.FreeFrom))
            && (!travels || (a.Place == b.Place && a.Home == b.Home && a.Speed.Equals(b.Speed)));
        for (int t = 0; alike && t < problem.Tasks.Count; t++)
        {
            alike = problem.Duration[first, t].Equals(problem.Duration[second, t])
                && problem.Cost[first, t].Equals(problem.Cost[second, t])
                && problem.Need[first, t].Equals(problem.Need[second, t])
                && problem.Tasks[t].KnownInputs.All(k => k.Agent != first && k.Agent != second);
        }

        return alike;
    }
}

using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// Round by round the most urgent tasks that are ready, at most as many as there are agents, are matched with agents so
/// that the sum of their ends and costs is least; each agent gets at most one a round.
/// </summary>
internal static class LevelMatching
{
    public static Assignment Run(AllocationProblem problem)
    {
        var builder = new PlanBuilder(problem);
        double[] rank = new TaskGraph(problem).UpwardRanks();
        int[] missing = [.. problem.Tasks.Select(t => t.Inputs.Count)];
        List<int>[] users = Precedence.Users(problem);
        var ready = new SortedSet<(double Rank, int Task)>(
            Enumerable.Range(0, missing.Length).Where(t => missing[t] == 0).Select(t => (-rank[t], t)));
        while (ready.Count > 0)
        {
            int[] round = [.. ready.Take(Math.Max(1, problem.Agents.Count)).Select(r => r.Task)];
            int[] done = Match(problem, builder, round);
            foreach (int task in done)
            {
                ready.Remove((-rank[task], task));
                foreach (int user in users[task].Where(u => --missing[u] == 0))
                {
                    ready.Add((-rank[user], user));
                }
            }
        }

        return builder.Finish();
    }

    /// <returns>The tasks that are settled: placed, or beyond everybody's reach.</returns>
    private static int[] Match(AllocationProblem problem, PlanBuilder builder, int[] round)
    {
        double[,] price = new double[round.Length, Math.Max(1, problem.Agents.Count)];
        var settled = new List<int>();
        for (int i = 0; i < round.Length; i++)
        {
            bool reachable = false;
            price[i, 0] = double.PositiveInfinity;
            for (int a = 0; a < problem.Agents.Count; a++)
            {
                long start = builder.StartOn(round[i], a, mayInsert: true);
                reachable |= start != Timetable.Impossible;
                price[i, a] = start == Timetable.Impossible
                    ? double.PositiveInfinity
                    : Price(problem, round[i], a, start);
            }

            settled.AddRange(reachable ? [] : [round[i]]);
        }

        // Of the tasks within reach one at least is placed: nothing that can be costs as much as what cannot.
        int[] chosen = LinearAssignment.Solve(price);
        for (int i = 0; i < round.Length; i++)
        {
            if (double.IsFinite(price[i, chosen[i]]) && builder.TryPlace(round[i], chosen[i], mayInsert: true))
            {
                settled.Add(round[i]);
            }
        }

        return [.. settled];
    }

    private static double Price(AllocationProblem problem, int task, int agent, long start)
    {
        AllocationObjective o = problem.Objective;
        double end = (start - problem.Now.Micros + problem.Duration[agent, task]) / 1e6;
        double weight = Math.Max(1e-6, o.Makespan + o.Response + o.Tardiness + o.Worth);
        return (weight * end) + (o.Cost * problem.Cost[agent, task]);
    }
}

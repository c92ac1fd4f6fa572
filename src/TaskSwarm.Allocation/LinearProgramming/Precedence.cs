using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Orders that keep every task behind its inputs.</summary>
internal static class Precedence
{
    /// <summary>All tasks, each behind its inputs, else by number.</summary>
    public static IReadOnlyList<int> Order(AllocationProblem problem)
    {
        int[] missing = [.. problem.Tasks.Select(t => t.Inputs.Count)];
        List<int>[] users = Users(problem);
        var ready = new SortedSet<int>(Enumerable.Range(0, missing.Length).Where(t => missing[t] == 0));
        var order = new List<int>();
        while (ready.Count > 0)
        {
            int task = ready.Min;
            ready.Remove(task);
            order.Add(task);
            foreach (int user in users[task])
            {
                if (--missing[user] == 0)
                {
                    ready.Add(user);
                }
            }
        }

        return order;
    }

    /// <summary>For each task the tasks that wait for it, once for each time that they name it.</summary>
    public static List<int>[] Users(AllocationProblem problem)
    {
        List<int>[] users = [.. problem.Tasks.Select(_ => new List<int>())];
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            foreach (TaskInput input in problem.Tasks[t].Inputs)
            {
                users[input.Task].Add(t);
            }
        }

        return users;
    }

    /// <summary>Microseconds that bytes take at the mean of the agents' finite rates.</summary>
    public static double MeanTransfer(AllocationProblem problem, double bytes)
    {
        double[] rates = [.. problem.Agents.Select(a => a.BytesPerSecond).Where(double.IsFinite)];
        return rates.Length == 0 ? 0 : 1e6 * bytes / rates.Average();
    }
}

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// The order in which strategies that take one task after another should take them: no task before its inputs; higher
/// priority first; then by what is minimised. For tardiness: the least slack first (latest start that still leaves
/// everything behind it in time). For makespan, and wherever tasks wait for others: the highest upward rank first, the
/// longest way to the end with mean durations and transfers (Topcuoglu, Hariri and Wu, IEEE TPDS 13(3), 2002). For
/// response: the shortest first.
/// </summary>
public static class TaskOrder
{
    /// <summary>Every task once, by place in <see cref="AllocationProblem.Tasks"/>.</summary>
    public static IReadOnlyList<int> Of(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        int count = problem.Tasks.Count;
        double[] mean = [.. Enumerable.Range(0, count).Select(t => MeanDuration(problem, t))];
        (int[][] consumers, int[] waiting) = Consumers(problem);
        double[] key = Keys(problem, mean, consumers, waiting);
        var ready = new SortedSet<(int Priority, double Key, int Task)>();
        for (int t = 0; t < count; t++)
        {
            if (waiting[t] == 0)
            {
                ready.Add((-problem.Tasks[t].Priority, key[t], t));
            }
        }

        int[] order = new int[count];
        for (int at = 0; at < count; at++)
        {
            (int Priority, double Key, int Task) next = ready.Min;
            ready.Remove(next);
            order[at] = next.Task;
            foreach (int consumer in consumers[next.Task])
            {
                if (--waiting[consumer] == 0)
                {
                    ready.Add((-problem.Tasks[consumer].Priority, key[consumer], consumer));
                }
            }
        }

        return order;
    }

    /// <summary>Mean microseconds that a task takes on the agents that can do it; 0 if none can.</summary>
    public static double MeanDuration(AllocationProblem problem, int task)
    {
        ArgumentNullException.ThrowIfNull(problem);
        (double sum, int able) = (0, 0);
        for (int a = 0; a < problem.Agents.Count; a++)
        {
            if (problem.CanDo(a, task))
            {
                (sum, able) = (sum + problem.Duration[a, task], able + 1);
            }
        }

        return able == 0 ? 0 : sum / able;
    }

    private static double[] Keys(AllocationProblem problem, double[] mean, int[][] consumers, int[] waiting)
    {
        int count = mean.Length;
        double slowness = MeanSlowness(problem);
        bool isTardy = problem.Objective.Tardiness > 0;
        bool isShort = problem.Objective is { Makespan: 0, Response: > 0 } && !problem.HasPrecedence;
        double[] key = new double[count];
        foreach (int task in Backwards(problem, consumers, waiting))
        {
            double rank = 0;
            double slack = problem.Tasks[task].Due == Time.SimTime.Never
                ? double.PositiveInfinity
                : problem.Tasks[task].Due.Micros;
            foreach (int consumer in consumers[task])
            {
                double carried = problem.Tasks[consumer].Inputs.Where(i => i.Task == task).Sum(i => i.Bytes) * slowness;
                rank = Math.Max(rank, carried - key[consumer]);
                slack = Math.Min(slack, key[consumer] - carried);
            }

            key[task] = isTardy ? slack - mean[task] : isShort ? mean[task] : -(rank + mean[task]);
        }

        return key;
    }

    // Microseconds for a byte; transfers inside one agent are left out, as in HEFT's mean.
    private static double MeanSlowness(AllocationProblem problem)
    {
        double sum = 0;
        foreach (AllocationAgent agent in problem.Agents)
        {
            sum += 1e6 / agent.BytesPerSecond;
        }

        return problem.Agents.Count == 0 ? 0 : sum / problem.Agents.Count;
    }

    private static (int[][] Consumers, int[] Waiting) Consumers(AllocationProblem problem)
    {
        var consumers = new List<int>[problem.Tasks.Count];
        int[] waiting = new int[consumers.Length];
        for (int t = 0; t < consumers.Length; t++)
        {
            consumers[t] = [];
        }

        for (int t = 0; t < consumers.Length; t++)
        {
            foreach (TaskInput input in problem.Tasks[t].Inputs)
            {
                consumers[input.Task].Add(t);
                waiting[t]++;
            }
        }

        return ([.. consumers.Select(c => c.ToArray())], waiting);
    }

    // Consumers before their makers.
    private static IEnumerable<int> Backwards(AllocationProblem problem, int[][] consumers, int[] waiting)
    {
        int[] left = [.. waiting];
        var order = new List<int>(left.Length);
        order.AddRange(Enumerable.Range(0, left.Length).Where(t => left[t] == 0));
        for (int at = 0; at < order.Count; at++)
        {
            foreach (int consumer in consumers[order[at]])
            {
                if (--left[consumer] == 0)
                {
                    order.Add(consumer);
                }
            }
        }

        return order.Count == problem.Tasks.Count
            ? Enumerable.Reverse(order)
            : throw new ArgumentException("The inputs of the tasks form a cycle.", nameof(problem));
    }
}

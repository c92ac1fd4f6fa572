using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.ListScheduling;

/// <summary>
/// Dispatching by a rule (Graham 1966; Panwalkar and Iskander 1977): whenever an agent is free, the first task of the
/// rule that can start goes where it adds least to the objective and ends first. Without transfers and on like agents
/// no plan is longer than twice the shortest.
/// </summary>
internal sealed class ListScheduler(string name, Func<AllocationProblem, TaskGraph, double[]> keys) : IAllocator
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Shortest processing time first: least mean response on one agent.</summary>
    public static ListScheduler ShortestFirst() => new("spt", (_, graph) => graph.MeanDurations());

    /// <summary>Earliest due date first: least greatest lateness on one agent (Jackson 1955).</summary>
    public static ListScheduler EarliestDueFirst() => new("edd", (problem, _) =>
        [.. problem.Tasks.Select(t => (double)Math.Min(t.Due.Micros, t.Deadline.Micros))]);

    /// <summary>Longest path behind first: the critical path rule (Hu 1961).</summary>
    public static ListScheduler LongestPathFirst() => new("longest-path", (_, graph) =>
        [.. graph.UpwardRanks().Select(r => -r)]);

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) => null;

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        var builder = new PlanBuilder(problem);
        var graph = new TaskGraph(problem);
        double[] key = keys(problem, graph);
        int[] missing = [.. problem.Tasks.Select(t => t.Inputs.Count)];
        var coming = new PriorityQueue<int, (long Ready, int Task)>();
        var ready = new PriorityQueue<int, (double Key, int Task)>();
        for (int t = 0; t < missing.Length; t++)
        {
            if (missing[t] == 0)
            {
                coming.Enqueue(t, (ReadyAt(problem, builder.Plan, t), t));
            }
        }

        while (ready.Count + coming.Count > 0)
        {
            long clock = FirstFree(builder);
            while (coming.TryPeek(out int task, out (long Ready, int) at) && (at.Ready <= clock || ready.Count == 0))
            {
                clock = Math.Max(clock, at.Ready);
                ready.Enqueue(coming.Dequeue(), (key[task], task));
            }

            int next = ready.Dequeue();
            builder.TryPlaceBest(next);
            foreach (TaskInput consumer in graph.ConsumersOf(next))
            {
                if (--missing[consumer.Task] == 0)
                {
                    coming.Enqueue(consumer.Task, (ReadyAt(problem, builder.Plan, consumer.Task), consumer.Task));
                }
            }
        }

        return builder.Finish();
    }

    private static long FirstFree(PlanBuilder builder)
    {
        long free = long.MaxValue;
        foreach (int agent in builder.All)
        {
            free = Math.Min(free, builder.Plan.FreeAt(agent));
        }

        return free;
    }

    private static long ReadyAt(AllocationProblem problem, Timetable plan, int task)
    {
        AllocationTask t = problem.Tasks[task];
        long ready = Math.Max(problem.Now.Micros, t.Release.Micros);
        foreach (TaskInput input in t.Inputs)
        {
            ready = Math.Max(ready, plan.IsPlaced(input.Task) ? plan.EndOf(input.Task) : ready);
        }

        foreach (KnownInput input in t.KnownInputs)
        {
            ready = Math.Max(ready, input.ReadyAt.Micros);
        }

        return ready;
    }
}

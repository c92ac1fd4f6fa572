using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>The figures that every run tells of its tasks.</summary>
internal static class TaskMetrics
{
    public static void Report(TaskLedger ledger, MetricSet metrics)
    {
        int total = ledger.Count;
        if (total == 0)
        {
            return;
        }

        metrics.Set("tasks.success.rate", (double)ledger.Done / total);
        metrics.Set("tasks.reannouncements", ledger.Tasks.Sum(t => t.Reannouncements));
        metrics.Set("tasks.reallocations", ledger.Tasks.Sum(t => Math.Max(0, t.Attempts - 1)));
        Times(ledger, metrics);
        Lateness(ledger, metrics);
        Fairness(ledger, metrics);
    }

    private static void Times(TaskLedger ledger, MetricSet metrics)
    {
        var negotiation = new Distribution();
        var waiting = new Distribution();
        var response = new Distribution();
        SimTime first = SimTime.Never, last = SimTime.Zero;
        foreach (TaskRecord task in ledger.Tasks)
        {
            first = SimTime.Min(first, task.Release);
            if (task.FirstAwardAt < SimTime.Never)
            {
                negotiation.Add((task.FirstAwardAt - task.AnnouncedAt).Seconds);
            }

            if (task.StartedAt < SimTime.Never)
            {
                waiting.Add((task.StartedAt - task.Release).Seconds);
            }

            if (task.State == TaskState.Done)
            {
                response.Add((task.EndedAt - task.Release).Seconds);
                last = SimTime.Max(last, task.EndedAt);
            }
        }

        negotiation.Report(metrics, "tasks.negotiation.seconds");
        waiting.Report(metrics, "tasks.waiting.seconds");
        response.Report(metrics, "tasks.response.seconds");
        if (ledger.Done > 0)
        {
            double makespan = (last - first).Seconds;
            metrics.Set("tasks.makespan.seconds", makespan);
            metrics.Set("tasks.throughput.per.second", makespan > 0 ? ledger.Done / makespan : double.NaN);
        }
    }

    private static void Lateness(TaskLedger ledger, MetricSet metrics)
    {
        long tardiness = 0;
        int misses = 0;
        foreach (TaskRecord task in ledger.Tasks)
        {
            bool late = task.State == TaskState.Done && task.EndedAt > task.Due;
            misses += late || task.State is TaskState.Expired or TaskState.Failed ? 1 : 0;
            tardiness += late ? (task.EndedAt - task.Due).Micros : 0;
        }

        metrics.Set("tasks.tardiness.total.seconds", tardiness / 1e6);
        metrics.Set("tasks.deadline.misses", misses);
        metrics.Set("tasks.satisfaction", 1 - ((double)misses / ledger.Count));
    }

    /// <summary>Jain, Chiu and Hawe 1984: (sum x)^2 / (n sum x^2), over the agents that did anything.</summary>
    private static void Fairness(TaskLedger ledger, MetricSet metrics)
    {
        double[] loads = [.. ledger.Tasks
            .Where(t => t.State == TaskState.Done)
            .GroupBy(t => t.Holder.Index)
            .OrderBy(g => g.Key)
            .Select(g => (double)g.Count())];
        double sum = loads.Sum();
        double squares = loads.Sum(x => x * x);
        metrics.Set("tasks.fairness.jain", sum * sum / (loads.Length * squares));
    }
}

using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Workflow.Jobs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>How the jobs fared that arrived during the run: in all, and those of each phase.</summary>
internal sealed class JobFigures
{
    private readonly IReadOnlyList<PlannedJob> _jobs;

    /// <param name="jobs">The jobs in the order of their arrival.</param>
    public JobFigures(IReadOnlyList<PlannedJob> jobs) => _jobs = jobs;

    /// <summary>Reports the figures.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="endOf">When a task was done; null if it was not.</param>
    public void Report(MetricSet metrics, Func<int, SimTime?> endOf)
    {
        if (_jobs.Count == 0)
        {
            return;
        }

        var all = new Distribution();
        var phases = new SortedDictionary<string, Distribution>(StringComparer.Ordinal);
        int misses = 0;
        long tardy = 0;
        foreach (PlannedJob job in _jobs)
        {
            SimTime? end = EndOf(job, endOf);
            misses += end is SimTime done ? (done > job.Due ? 1 : 0) : (job.Due < SimTime.Never ? 1 : 0);
            if (!phases.TryGetValue(job.Phase, out Distribution? phase))
            {
                phases.Add(job.Phase, phase = new Distribution());
            }

            if (end is SimTime at)
            {
                tardy += Math.Max(0, at.Micros - job.Due.Micros);
                all.Add((at - job.Arrival).Seconds);
                phase.Add((at - job.Arrival).Seconds);
            }
        }

        metrics.Set("jobs.total", _jobs.Count);
        metrics.Set("jobs.done", all.Count);
        all.Report(metrics, "jobs.response.seconds");
        foreach ((string name, Distribution phase) in phases)
        {
            phase.Report(metrics, $"jobs.phase.{name}.response.seconds");
        }

        if (_jobs.Any(j => j.Due < SimTime.Never))
        {
            metrics.Set("jobs.deadline.misses", misses);
            metrics.Set("jobs.tardiness.seconds", tardy / 1e6);
        }
    }

    /// <summary>When the last task of a job was done; null if one was not.</summary>
    private static SimTime? EndOf(PlannedJob job, Func<int, SimTime?> endOf)
    {
        SimTime last = job.Arrival;
        for (int t = job.FirstTask; t < job.FirstTask + job.Tasks; t++)
        {
            if (endOf(t) is not SimTime end)
            {
                return null;
            }

            last = SimTime.Max(last, end);
        }

        return last;
    }
}

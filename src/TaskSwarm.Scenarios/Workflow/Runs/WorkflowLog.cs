using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Scenarios.Workflow.Jobs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>
/// Reads a run: what the crew did, how its tasks were split, what work was lost, how the jobs fared, how far the
/// makespan is from the best known, the Gantt chart, and the plan in the form of the public checker for task graphs.
/// </summary>
internal sealed class WorkflowLog : IRunReader, IPlanSource, IPictureSource
{
    private readonly CrewLog _crew;
    private readonly IReadOnlyList<PlannedTask> _tasks;
    private readonly double? _best;
    private readonly SplitFigures _splits = new();
    private readonly LostWork _lost = new();
    private readonly JobFigures _jobs;

    /// <param name="crew">Reads what the crew does; it gets its events from here.</param>
    /// <param name="tasks">The tasks of the plan.</param>
    /// <param name="jobs">The jobs that arrive.</param>
    /// <param name="best">The best known makespan in seconds, if there is one.</param>
    public WorkflowLog(
        CrewLog crew, IReadOnlyList<PlannedTask> tasks, IReadOnlyList<PlannedJob> jobs, double? best)
    {
        (_crew, _tasks, _best) = (crew, tasks, best);
        _jobs = new JobFigures(jobs);
    }

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        _crew.OnEvent(record);
        _splits.OnEvent(record);
        _lost.OnEvent(record);
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        _crew.Report(metrics);
        _splits.Report(metrics, _tasks);
        _lost.Report(metrics);
        SortedDictionary<int, SimTime> ends = Ends();
        _jobs.Report(metrics, task => ends.TryGetValue(task, out SimTime end) ? end : null);
        if (_best is double known && metrics.Find("crew.makespan.seconds") is double reached
            && ends.Count == _tasks.Count)
        {
            metrics.Set("best.known", known);
            metrics.Set("best.known.gap.percent", 100 * (reached - known) / known);
        }
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) => _crew.Picture(agentNames);

    /// <inheritdoc/>
    public string PlanJson() => CheckerPlan.Write(_crew.Plan, _tasks, _crew.Done);

    /// <summary>When each task was done of which all parts were.</summary>
    private SortedDictionary<int, SimTime> Ends()
    {
        var ends = new SortedDictionary<int, SimTime>();
        foreach (IGrouping<int, CrewExecution> task in _crew.Done.GroupBy(d => d.Task))
        {
            if (task.Count() == _splits.PartsOf(task.Key))
            {
                ends.Add(task.Key, new SimTime(task.Max(d => d.End.Micros)));
            }
        }

        return ends;
    }
}

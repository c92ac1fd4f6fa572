using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>
/// Reads a run: what the crew did, how its tasks were split, what work was lost, how far the makespan is from the best
/// known, the Gantt chart, and the plan in the form of the public checker for task graphs.
/// </summary>
internal sealed class WorkflowLog : IRunReader, IPlanSource, IPictureSource
{
    private readonly CrewLog _crew;
    private readonly IReadOnlyList<PlannedTask> _tasks;
    private readonly double? _best;
    private readonly SplitFigures _splits = new();
    private readonly LostWork _lost = new();

    /// <param name="crew">Reads what the crew does; it gets its events from here.</param>
    /// <param name="tasks">The tasks of the plan.</param>
    /// <param name="best">The best known makespan in seconds, if there is one.</param>
    public WorkflowLog(CrewLog crew, IReadOnlyList<PlannedTask> tasks, double? best) =>
        (_crew, _tasks, _best) = (crew, tasks, best);

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
        if (_best is double known && metrics.Find("crew.makespan.seconds") is double reached
            && _crew.Done.Select(d => d.Task).Distinct().Count() == _tasks.Count)
        {
            metrics.Set("best.known", known);
            metrics.Set("best.known.gap.percent", 100 * (reached - known) / known);
        }
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) => _crew.Picture(agentNames);

    /// <inheritdoc/>
    public string PlanJson() => CheckerPlan.Write(_crew.Plan, _tasks, _crew.Done);
}

using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

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
    private readonly LostWork _lost;
    private readonly JobFigures _jobs;
    private readonly IReadOnlyList<Moment> _declared;
    private readonly List<Moment> _moments = [];

    /// <param name="crew">Reads what the crew does; it gets its events from here.</param>
    /// <param name="plans">The tasks and jobs of the plan.</param>
    /// <param name="faults">What the scenario lets go wrong, for the picture.</param>
    /// <param name="best">The best known makespan in seconds, if there is one.</param>
    public WorkflowLog(CrewLog crew, WorkflowPlans plans, IReadOnlyList<Fault> faults, double? best)
    {
        (_crew, _tasks, _best) = (crew, plans.Tasks, best);
        _lost = new LostWork(new CrewItems(crew.Plan));
        _jobs = new JobFigures(plans.Jobs);
        _declared =
        [
            .. plans.Phases.Select(p => new Moment(p.From.Seconds, p.Name)),
            .. faults.OfType<Fault.SlowDown>().Select(f => new Moment(
                f.At.Seconds, string.Create(CultureInfo.InvariantCulture, $"{NameOf(f.Agent)} x{f.Factor}"))),
        ];
    }

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        _crew.OnEvent(record);
        _splits.OnEvent(record);
        _lost.OnEvent(record);
        if (record.Event is AgentCrashed)
        {
            _moments.Add(new Moment(record.Time.Seconds, $"{NameOf(record.Agent)} lost"));
        }
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
    public void Capture(StateWriter writer)
    {
        _crew.Capture(writer);
        _splits.Capture(writer);
        _lost.Capture(writer);
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        _crew.Restore(reader);
        _splits.Restore(reader);
        _lost.Restore(reader);
        _moments.AddRange(reader.ReadList(Moment.Read));
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) => WorkflowPicture.Of(
        _crew.Name, _crew.Plan, _tasks, Executed().Concat(_lost.All),
        [.. _declared.Concat(_moments).OrderBy(m => m.Seconds)]);

    /// <inheritdoc/>
    public string PlanJson() => CheckerPlan.Write(_crew.Plan, _tasks, Executed());

    private IEnumerable<UnitWork> Executed() =>
        _crew.Done.Select(d => new UnitWork(d.Task, d.Part, d.Agents[0], d.Start, d.End, IsLost: false));

    private string NameOf(AgentId agent) =>
        agent.Index == 0 ? CrewAgents.DispatcherName : _crew.Plan.Whole.Agents[agent.Index - 1].Name;

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

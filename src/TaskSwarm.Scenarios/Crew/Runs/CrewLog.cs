using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>Reads a run of a crew: what was done by whom and when, what it came to, and its Gantt chart.</summary>
public sealed partial class CrewLog : IRunReader, IPictureSource
{
    private readonly CrewItems _items;
    private readonly List<CrewExecution> _done = [];
    private readonly List<CrewExecution> _worked = [];
    private readonly SortedDictionary<(int Item, int Attempt), CrewExecution> _committed = [];
    private readonly SortedDictionary<int, int> _parts = [];
    private readonly List<Moment> _moments = [];
    private readonly Figures _figures = new();

    /// <summary>A reader for one run.</summary>
    /// <param name="plan">The scenario.</param>
    /// <param name="name">The scenario's name, for pictures.</param>
    public CrewLog(CrewPlan plan, string name)
    {
        (Plan, Name) = (plan, name);
        _items = new CrewItems(plan);
    }

    /// <summary>The scenario.</summary>
    public CrewPlan Plan { get; }

    /// <summary>The scenario's name.</summary>
    public string Name { get; }

    /// <summary>What was carried out with success, in the order in which it was reported.</summary>
    public IReadOnlyList<CrewExecution> Done => _done;

    /// <summary>All work that ended well, in the order in which it was certain: what another was quicker to report, or
    /// came too late, too.</summary>
    public IReadOnlyList<CrewExecution> Worked => _worked;

    /// <summary>Into how many parts tasks were split.</summary>
    public IReadOnlyDictionary<int, int> Parts => _parts;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case WorkCommitted work:
                Add(work);
                break;
            case TaskCompleted completed when Find(completed) is CrewExecution done:
                _done.Add(done);
                break;
            case TaskSplit split:
                _parts[split.Task.Number] = split.Parts;
                break;
            case InputMoved moved:
                _figures.Add(moved);
                break;
            case PlanMade made:
                _figures.Add(made);
                break;
            case ReauctionDecided decided:
                _figures.Add(decided);
                break;
            case StragglerTakenBack:
                _figures.TakenBack++;
                break;
            case TaskAwarded { Attempt: > 1 }:
                _figures.Reallocated++;
                break;
            case SplitJudged judged:
                _figures.Add(judged);
                break;
            case AgentCrashed:
                _moments.Add(new Moment(record.Time.Seconds, "crash"));
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        SimTime last = Last();
        double makespan = (last - Plan.Opening).Seconds;
        metrics.Set("crew.makespan.seconds", makespan);
        metrics.Set("crew.tasks.done", _done.Count);
        long tardiness = 0;
        double cost = 0, worth = 0;
        foreach (IGrouping<int, CrewExecution> task in _done.GroupBy(d => d.Task).OrderBy(g => g.Key))
        {
            Kernel.Allocation.AllocationTask of = Plan.Whole.Tasks[task.Key];
            SimTime start = new(task.Min(d => d.Start.Micros)), end = new(task.Max(d => d.End.Micros));
            tardiness += Math.Max(0, end.Micros - of.Due.Micros);
            cost += task.Sum(d => d.Agents.Sum(a => Plan.Whole.Cost[a, d.Task])) / task.Count();
            worth += of.Value * Math.Exp(-of.Decay * Math.Max(0, (start.Micros - of.Release.Micros) / 1e6));
        }

        metrics.Set("crew.tardiness.seconds", tardiness / 1e6);
        metrics.Set("crew.cost", cost);
        metrics.Set("crew.worth", worth);
        _figures.Report(metrics);
        Utilisation(metrics, (last - Plan.Opening).Micros);
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames)
    {
        string[] rows = [.. Plan.Whole.Agents.Select(a => a.Name)];
        GanttBar[] bars =
        [
            .. _done.SelectMany(d => d.Agents.Select(a => new GanttBar(
                a, d.Start.Seconds, d.End.Seconds, Plan.Whole.Tasks[d.Task].Name, Plan.Whole.Tasks[d.Task].Name))),
        ];
        return new RunPicture(Name, [new GanttPanel("Agents", rows, bars, _moments)]);
    }

    private void Add(WorkCommitted work)
    {
        var execution = new CrewExecution(
            _items.TaskOf(work.Task.Number), _items.PartOf(work.Task.Number), [.. work.Team.Order()],
            work.Start, work.End);
        _worked.Add(execution);
        _committed[(work.Task.Number, work.Attempt)] = execution;
    }

    /// <summary>An agent that had done a task when it was awarded it again reports under the new award.</summary>
    private CrewExecution? Find(TaskCompleted completed)
    {
        for (int attempt = completed.Attempt; attempt > 0; attempt--)
        {
            if (_committed.TryGetValue((completed.Task.Number, attempt), out CrewExecution? done)
                && (attempt == completed.Attempt
                    || (done.Agents[0] == completed.By.Index - 1 && done.End == completed.CompletedAt)))
            {
                return done;
            }
        }

        return null;
    }

    /// <summary>The end of everything; agents that must be home in the end are home by then.</summary>
    private SimTime Last()
    {
        SimTime last = Plan.Opening;
        foreach (CrewExecution done in _done)
        {
            last = SimTime.Max(last, done.End);
        }

        for (int a = 0; Plan.Whole.HasTravel && a < Plan.Whole.Agents.Count; a++)
        {
            if (_done.Where(d => d.Agents.Contains(a)).MaxBy(d => d.End) is CrewExecution end
                && (Plan.Whole.Agents[a].Home is not null || Plan.Whole.Travel is not null))
            {
                last = SimTime.Max(last, end.End + new SimDuration(Plan.Whole.TravelMicros(a, end.Task, -1)));
            }
        }

        return last;
    }

    private void Utilisation(MetricSet metrics, long span)
    {
        double[] shares = new double[Plan.Whole.Agents.Count];
        foreach (CrewExecution done in _done)
        {
            foreach (int agent in done.Agents)
            {
                shares[agent] += (double)(done.End - done.Start).Micros * Plan.Whole.Tasks[done.Task].Slots
                    / Plan.Whole.Agents[agent].Slots / Math.Max(1, span);
            }
        }

        metrics.Set("crew.utilisation.mean", shares.Average());
        metrics.Set("crew.utilisation.min", shares.Min());
        metrics.Set("crew.utilisation.max", shares.Max());
    }

    private sealed partial class Figures
    {
        private double _bytes;
        private double _idle;
        private double _overhead;
        private long _transfers;
        private long _transferMicros;
        private long _plans;
        private long _thinking;
        private int _parts;
        private int _splits;

        public int TakenBack { get; set; }

        public int Reallocated { get; set; }

        public void Add(InputMoved moved)
        {
            _transfers++;
            _bytes += moved.Bytes;
            _transferMicros += moved.Micros;
        }

        public void Add(PlanMade made)
        {
            _plans++;
            _thinking += made.Thinking.Micros;
        }

        public void Add(ReauctionDecided decided) => _thinking += decided.Thinking.Micros;

        public void Add(SplitJudged judged)
        {
            _splits++;
            _parts += judged.Parts;
            _idle += judged.IdleShare;
            _overhead += judged.OverheadShare;
        }

        public void Report(MetricSet metrics)
        {
            metrics.Set("crew.transfers", _transfers);
            metrics.Set("crew.transfers.bytes", _bytes);
            metrics.Set("crew.transfers.seconds", _transferMicros / 1e6);
            metrics.Set("crew.plans", _plans);
            metrics.Set("crew.thinking.seconds", _thinking / 1e6);
            metrics.Set("crew.reallocated", Reallocated);
            metrics.Set("crew.stragglers.taken.back", TakenBack);
            metrics.Set("crew.parts", _parts);
            if (_splits > 0)
            {
                metrics.Set("crew.parts.idle.share", _idle / _splits);
                metrics.Set("crew.parts.overhead.share", _overhead / _splits);
            }
        }
    }
}

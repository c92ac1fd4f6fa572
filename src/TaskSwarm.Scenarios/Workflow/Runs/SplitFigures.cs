using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>
/// How divisible tasks were split, one after another, and what was judged of it: too coarse, when units idled, or too
/// fine, when overhead took too much. The grain tells what was learnt: how many parts for each idle core.
/// </summary>
internal sealed class SplitFigures
{
    // Beyond, the summary would consist of nothing else; the sums stay.
    private const int MostTold = 12;

    private readonly List<TaskSplit> _splits = [];
    private readonly SortedDictionary<int, SplitJudged> _judged = [];

    /// <summary>Notes an event.</summary>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case TaskSplit split:
                _splits.Add(split);
                break;
            case SplitJudged judged:
                _judged[judged.Task.Number] = judged;
                break;
            default:
                break;
        }
    }

    /// <summary>Into how many parts a task was split; 1 if it was not.</summary>
    public int PartsOf(int task) => _splits.Find(s => s.Task.Number == task)?.Parts ?? 1;

    /// <summary>Writes what was split and judged.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteList(_splits, static (w, split) => ScenarioRecords.Catalog.Write(w, split));
        writer.WriteList(_judged.Values, static (w, judged) => ScenarioRecords.Catalog.Write(w, judged));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        _splits.AddRange(reader.ReadList(static r => (TaskSplit)ScenarioRecords.Catalog.Read(r)));
        foreach (SplitJudged judged in reader.ReadList(static r => (SplitJudged)ScenarioRecords.Catalog.Read(r)))
        {
            _judged.Add(judged.Task.Number, judged);
        }
    }

    /// <summary>Reports the figures.</summary>
    public void Report(MetricSet metrics, IReadOnlyList<PlannedTask> tasks)
    {
        if (_splits.Count == 0)
        {
            return;
        }

        metrics.Set("splits", _splits.Count);
        metrics.Set("splits.made.finer", Steps(tasks, (before, after) => after > before));
        metrics.Set("splits.made.coarser", Steps(tasks, (before, after) => after < before));
        for (int s = 0; s < Math.Min(_splits.Count, MostTold); s++)
        {
            TaskSplit split = _splits[s];
            string name = string.Create(
                CultureInfo.InvariantCulture, $"split.{s + 1:00}.{tasks[split.Task.Number].Name}");
            metrics.Set(name + ".parts", split.Parts);
            metrics.Set(name + ".grain", split.Grain);
            if (_judged.TryGetValue(split.Task.Number, out SplitJudged? judged))
            {
                metrics.Set(name + ".idle.share", judged.IdleShare);
                metrics.Set(name + ".overhead.share", judged.OverheadShare);
            }
        }
    }

    /// <summary>How often the grain of a family changed in one way from one split to the next.</summary>
    private int Steps(IReadOnlyList<PlannedTask> tasks, Func<double, double, bool> isOne)
    {
        var last = new SortedDictionary<string, double>(StringComparer.Ordinal);
        int steps = 0;
        foreach (TaskSplit split in _splits)
        {
            string family = tasks[split.Task.Number].Declared.Family;
            steps += last.TryGetValue(family, out double before) && isOne(before, split.Grain) ? 1 : 0;
            last[family] = split.Grain;
        }

        return steps;
    }
}

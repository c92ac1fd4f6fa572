using System.Globalization;
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

    /// <summary>Reports the figures.</summary>
    public void Report(MetricSet metrics, IReadOnlyList<PlannedTask> tasks)
    {
        if (_splits.Count == 0)
        {
            return;
        }

        metrics.Set("splits", _splits.Count);
        metrics.Set("splits.made.finer", Steps((before, after) => after > before));
        metrics.Set("splits.made.coarser", Steps((before, after) => after < before));
        metrics.Set("splits.grain.first", _splits[0].Grain);
        metrics.Set("splits.grain.last", _splits[^1].Grain);
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

    private int Steps(Func<double, double, bool> isOne) =>
        Enumerable.Range(1, _splits.Count - 1).Count(s => isOne(_splits[s - 1].Grain, _splits[s].Grain));
}

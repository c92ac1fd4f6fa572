using System.Globalization;
using System.Text;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>Reads a run: how far its makespan is from the best known, the Gantt chart, and the plan in the form of the
/// public checker for task graphs, in which each core is a processor.</summary>
internal sealed class WorkflowLog(CrewPlan plan, string name, double? best) : IRunReader, IPlanSource, IPictureSource
{
    private readonly CrewLog log = new(plan, name);

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record) => log.OnEvent(record);

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        log.Report(metrics);
        if (best is { } known && metrics.Find("crew.makespan.seconds") is { } reached
            && log.Done.Select(d => d.Task).Distinct().Count() == plan.Whole.Tasks.Count)
        {
            metrics.Set("best.known", known);
            metrics.Set("best.known.gap.percent", 100 * (reached - known) / known);
        }
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) => log.Picture(agentNames);

    /// <inheritdoc/>
    public string PlanJson()
    {
        var first = new int[plan.Whole.Agents.Count];
        for (var a = 1; a < first.Length; a++)
        {
            first[a] = first[a - 1] + plan.Whole.Agents[a - 1].Slots;
        }

        var freeFrom = new long[first[^1] + plan.Whole.Agents[^1].Slots];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"processors\": {freeFrom.Length}, \"schedule\": [");
        var isFirst = true;
        foreach (var done in log.Done.OrderBy(d => d.Start).ThenBy(d => d.End).ThenBy(d => d.Task))
        {
            var core = first[done.Agents[0]];
            while (freeFrom[core] > done.Start.Micros)
            {
                core++;
            }

            freeFrom[core] = done.End.Micros;
            text.Append(isFirst ? "\n" : ",\n").Append(
                CultureInfo.InvariantCulture,
                $"  {{\"task\": \"{plan.Whole.Tasks[done.Task].Name}\", \"processor\": {core}, "
                + $"\"start\": {(done.Start - plan.Opening).Seconds}}}");
            isFirst = false;
        }

        return text.Append("\n]}\n").ToString();
    }
}

using System.Globalization;
using System.Text;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Assignments;

/// <summary>
/// Reads a run: costs or profits as the scenario states them, how far they are from the best known, the Gantt chart,
/// and the plan in the form of the public checkers for generalised assignment or for coalitions.
/// </summary>
internal sealed class AssignmentLog(CrewPlan plan, string name, PairTable written, bool isProfit, double? best)
    : IRunReader, IPlanSource, IPictureSource
{
    private readonly CrewLog log = new(plan, name);

    /// <summary>What was carried out, for monitors.</summary>
    public CrewLog Crew => log;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record) => log.OnEvent(record);

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        log.Report(metrics);
        var sum = log.Done.OrderBy(d => d.Task).Sum(d => d.Agents.Sum(a => written[a, d.Task]));
        metrics.Set("crew.cost", isProfit ? -sum : sum);
        if (isProfit)
        {
            metrics.Set("assignment.profit", sum);
        }

        if (best is { } known && log.Done.Count == plan.Whole.Tasks.Count)
        {
            var reached = plan.Whole.Objective switch
            {
                { Cost: > 0 } => sum,
                { Worth: > 0 } => metrics.Find("crew.worth") ?? double.NaN,
                _ => metrics.Find("crew.makespan.seconds") ?? double.NaN,
            };
            var isMore = plan.Whole.Objective.Worth > 0 || isProfit;
            metrics.Set("best.known", known);
            metrics.Set("best.known.gap.percent", 100 * (isMore ? known - reached : reached - known) / known);
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer) => log.Capture(writer);

    /// <inheritdoc/>
    public void Restore(StateReader reader) => log.Restore(reader);

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) => log.Picture(agentNames);

    /// <inheritdoc/>
    public string PlanJson() => plan.Whole.HasTravel ? Schedules() : Table();

    /// <summary>Generalised assignment: the agent of each task, null for none.</summary>
    private string Table()
    {
        var agents = new int?[plan.Whole.Tasks.Count];
        foreach (var done in log.Done)
        {
            agents[done.Task] = done.Agents[0];
        }

        var entries = agents.Select(a => a?.ToString(CultureInfo.InvariantCulture) ?? "null");
        return $"{{\"instance\": \"{name}\", \"assignment\": [{string.Join(", ", entries)}]}}\n";
    }

    /// <summary>Coalitions: for each agent its tasks, numbered from 1, with seconds from the opening.</summary>
    private string Schedules()
    {
        var text = new StringBuilder("{\"robot_schedules\": {");
        for (var a = 0; a < plan.Whole.Agents.Count; a++)
        {
            text.Append(a == 0 ? "\n" : ",\n").Append(CultureInfo.InvariantCulture, $"  \"{a}\": [");
            var own = log.Done.Where(d => d.Agents.Contains(a)).OrderBy(d => d.Start).ThenBy(d => d.Task);
            text.AppendJoin(", ", own.Select(d => string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"task\": {d.Task + 1}, \"start_time\": {(d.Start - plan.Opening).Seconds}, "
                + $"\"end_time\": {(d.End - plan.Opening).Seconds}}}")));
            text.Append(']');
        }

        return text.Append("\n}}\n").ToString();
    }
}

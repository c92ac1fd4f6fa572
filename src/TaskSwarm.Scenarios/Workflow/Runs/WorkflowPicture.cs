using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Crew;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>
/// The Gantt chart of a workflow: a row for each core, colours by the kind of task, and what was begun in vain in a
/// colour of its own.
/// </summary>
internal static class WorkflowPicture
{
    // More rows than this would be lines: then a row for each unit, whatever its cores do at once.
    private const int MostRows = 250;

    private const string Lost = "lost";

    /// <summary>The chart.</summary>
    public static RunPicture Of(
        string name, CrewPlan plan, IReadOnlyList<PlannedTask> tasks, IEnumerable<UnitWork> all,
        IReadOnlyList<Moment> moments)
    {
        var use = new CoreUse(plan);
        bool byCore = use.Cores <= MostRows;
        var bars = new List<GanttBar>();
        foreach ((UnitWork work, IReadOnlyList<int> cores) in use.Assign(all))
        {
            foreach (int row in byCore ? cores : [work.Unit])
            {
                string what = work.IsLost ? Lost : KindOf(tasks[work.Task].Declared.Name.Value);
                bars.Add(new GanttBar(
                    row, work.Start.Seconds, work.End.Seconds, what, work.IsLost ? Lost : tasks[work.Task].Name));
            }
        }

        string[] rows = byCore
            ? [.. plan.Whole.Agents.SelectMany(RowsOf)]
            : [.. plan.Whole.Agents.Select(a => a.Name)];
        return new RunPicture(name, [new GanttPanel(byCore ? "Cores" : "Units", rows, bars, moments)]);
    }

    /// <summary>What a task does, as far as its name tells: what comes before an underscore, a dot or a last number.
    /// </summary>
    public static string KindOf(string name)
    {
        string first = name.Split('_', '.')[0];
        string kind = first.TrimEnd("0123456789".ToCharArray()).TrimEnd('-');
        return kind.Length > 0 ? kind : name;
    }

    private static IEnumerable<string> RowsOf(AllocationAgent unit) => unit.Slots == 1
        ? [unit.Name]
        : Enumerable.Range(1, unit.Slots).Select(
            core => string.Create(CultureInfo.InvariantCulture, $"{unit.Name}/{core}"));
}

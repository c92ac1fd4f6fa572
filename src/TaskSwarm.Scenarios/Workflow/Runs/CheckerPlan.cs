using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskSwarm.Scenarios.Crew;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>
/// What was carried out, in the form of the public checker for task graphs: each core is a processor, numbered unit by
/// unit in the order of the scenario. A task of several cores stands at the first of them, and each part of a task that
/// was split is an entry of its own, <c>task/part</c>: the checker knows neither.
/// </summary>
internal static class CheckerPlan
{
    /// <summary>The plan, with seconds from the opening.</summary>
    public static string Write(CrewPlan plan, IReadOnlyList<PlannedTask> tasks, IEnumerable<UnitWork> done)
    {
        var use = new CoreUse(plan);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"processors\": {use.Cores}, \"schedule\": [\n");
        text.AppendJoin(",\n", use.Assign(done).Select(w => string.Create(
            CultureInfo.InvariantCulture,
            $"  {{\"task\": {NameOf(tasks[w.Work.Task], w.Work.Part)}, \"processor\": {w.Cores[0]}, "
            + $"\"start\": {(w.Work.Start - plan.Opening).Seconds}, "
            + $"\"unit\": {Quoted(plan.Whole.Agents[w.Work.Unit].Name)}}}")));
        return text.Append("\n]}\n").ToString();
    }

    private static string NameOf(PlannedTask task, int part)
    {
        string name = task.Declared.Id ?? task.Name;
        return Quoted(part == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}/{part}"));
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}

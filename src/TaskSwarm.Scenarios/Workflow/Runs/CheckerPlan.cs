using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>
/// What was carried out, in the form of the public checker for task graphs: each core is a processor, numbered unit by
/// unit in the order of the scenario. A task of several cores stands at the first of them, and each part of a task that
/// was split is an entry of its own, <c>task/part</c>: the checker knows neither.
/// </summary>
internal static class CheckerPlan
{
    /// <summary>The plan, with seconds from the opening.</summary>
    public static string Write(
        CrewPlan plan, IReadOnlyList<PlannedTask> tasks, IReadOnlyList<CrewExecution> executed)
    {
        int[] first = new int[plan.Whole.Agents.Count + 1];
        for (int a = 1; a < first.Length; a++)
        {
            first[a] = first[a - 1] + plan.Whole.Agents[a - 1].Slots;
        }

        long[] freeFrom = new long[first[^1]];
        var entries = new List<string>();
        foreach (CrewExecution done in executed.OrderBy(d => d.Start).ThenBy(d => d.End).ThenBy(d => d.Task)
            .ThenBy(d => d.Part))
        {
            int unit = done.Agents[0];
            int core = Occupy(freeFrom.AsSpan(first[unit]..first[unit + 1]), done, plan.Whole.Tasks[done.Task].Slots);
            entries.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"  {{\"task\": {NameOf(tasks[done.Task], done.Part)}, \"processor\": {first[unit] + core}, "
                + $"\"start\": {(done.Start - plan.Opening).Seconds}, \"unit\": {Quoted(plan.Whole.Agents[unit].Name)}}}"));
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"processors\": {freeFrom.Length}, \"schedule\": [\n");
        return text.AppendJoin(",\n", entries).Append("\n]}\n").ToString();
    }

    /// <summary>Takes the lowest cores that are free; the first of them.</summary>
    private static int Occupy(Span<long> freeFrom, CrewExecution done, int slots)
    {
        int first = -1;
        for (int core = 0; core < freeFrom.Length && slots > 0; core++)
        {
            if (freeFrom[core] <= done.Start.Micros)
            {
                first = first < 0 ? core : first;
                freeFrom[core] = done.End.Micros;
                slots--;
            }
        }

        return Math.Max(0, first);
    }

    private static string NameOf(PlannedTask task, int part)
    {
        string name = task.Declared.Id ?? task.Name;
        return Quoted(part == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}/{part}"));
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}

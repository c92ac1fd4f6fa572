using System.Globalization;
using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>
/// Recorded scientific workflows (WfCommons, WfFormat 1.5) on 1 to 16 equal processors without transfers; makespan.
/// Nobody knows the optima of most: gaps are to the lower bound, so the true ones are no larger.
/// </summary>
internal static class WorkflowCases
{
    public static IEnumerable<QualityCase> Read(string folder) =>
        Table.Read(folder, "best_known.csv").Select(row => Case(folder, row, Table.Text(folder, row["instance"])));

    private static QualityCase Case(string folder, IReadOnlyDictionary<string, string> row, string text)
    {
        using var document = JsonDocument.Parse(text);
        JsonElement workflow = document.RootElement.GetProperty("workflow");
        var seconds = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonElement ran in workflow.GetProperty("execution").GetProperty("tasks").EnumerateArray())
        {
            seconds[ran.GetProperty("id").GetString()!] = ran.GetProperty("runtimeInSeconds").GetDouble();
        }

        JsonElement[] specified = [.. workflow.GetProperty("specification").GetProperty("tasks").EnumerateArray()];
        string[] ids = [.. specified.Select(t => t.GetProperty("id").GetString()!)];
        int processors = int.Parse(row["processors"], CultureInfo.InvariantCulture);
        var problem = new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, processors)
                .Select(a => new AllocationAgent(new AgentId(a), $"processor-{a}"))],
            Tasks = [.. specified.Select((task, t) => new AllocationTask(new TaskId(t), ids[t])
            {
                Inputs = [.. task.GetProperty("parents").EnumerateArray()
                    .Select(p => new TaskInput(Array.IndexOf(ids, p.GetString()!), 0)).Distinct()],
            })],
            Duration = PairTable.PerTask([.. ids.Select(id => Math.Round(seconds[id] * 1e6))]),
            Objective = AllocationObjective.ForMakespan,
        };
        string name = $"{Path.GetFileNameWithoutExtension(row["instance"])}-p{processors}";
        return new QualityCase($"wf on {processors}", name, problem, Table.Number(row["lower_bound"]))
        {
            Checker = new CheckerCall("check_dag.py", Table.Find(folder, row["instance"]), "makespan"),
            Value = DagCases.Makespan,
            Plan = answer => DagCases.PlanOf(answer, processors, ids),
        };
    }
}

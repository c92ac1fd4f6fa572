using System.Globalization;
using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>Standard Task Graphs on 2, 4, 8 and 16 equal processors without transfers; makespan.</summary>
internal static class DagCases
{
    public static IEnumerable<QualityCase> Read(string folder) =>
        Table.Read(folder, "best_known.csv").Select(row => Case(folder, row, Table.Text(folder, row["instance"])));

    private static QualityCase Case(string folder, IReadOnlyDictionary<string, string> row, string text)
    {
        int[][] nodes = [.. text.Split('\n').Select(l => l.Split('#')[0])
            .Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(l => l.Length > 1)
            .Select(l => l.Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())];
        int processors = int.Parse(row["processors"], CultureInfo.InvariantCulture);
        var problem = new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, processors)
                .Select(a => new AllocationAgent(new AgentId(a), $"processor-{a}"))],
            Tasks = [.. nodes.Select((node, t) => new AllocationTask(new TaskId(t), $"node-{node[0]}")
            {
                Inputs = [.. node[3..].Select(p => new TaskInput(Array.FindIndex(nodes, n => n[0] == p), 0))],
            })],
            Duration = PairTable.PerTask([.. nodes.Select(n => n[1] * 1e6)]),
            Objective = AllocationObjective.ForMakespan,
        };
        string name = $"{Path.GetFileNameWithoutExtension(row["instance"])}-p{processors}";
        return new QualityCase($"stg on {processors}", name, problem, Table.Number(row["best_makespan"]))
        {
            Checker = new CheckerCall("check_dag.py", Table.Find(folder, row["instance"]), "makespan"),
            Value = Makespan,
            Plan = answer => PlanOf(
                answer, processors, [.. nodes.Select(n => n[0].ToString(CultureInfo.InvariantCulture))]),
        };
    }

    public static double Makespan(Assignment answer) =>
        answer.Placements.Where(p => p.IsPlaced).Select(p => p.End.Seconds).DefaultIfEmpty().Max();

    public static string PlanOf(Assignment answer, int processors, string[] ids) => JsonSerializer.Serialize(new
    {
        processors,
        schedule = answer.Placements.Select((p, t) => new
        {
            task = ids[t],
            processor = p.Agents[0],
            start = p.Start.Seconds,
        }),
    });
}

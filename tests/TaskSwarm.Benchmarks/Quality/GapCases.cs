using System.Globalization;
using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>Generalised assignment: OR-Library gap1 to gap12 in both senses, types a to e as they are minimised.
/// </summary>
internal static class GapCases
{
    public static IEnumerable<QualityCase> Read(string folder) =>
        Table.Read(folder, "best_known.csv")
            .Select(row => Case(folder, row, Table.Text(folder, row["instance"] + ".txt")));

    private static QualityCase Case(string folder, IReadOnlyDictionary<string, string> row, string text)
    {
        string name = row["instance"];
        bool isMax = row["sense"] == "max";
        double[] numbers = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        (int agents, int tasks) = ((int)numbers[0], (int)numbers[1]);
        int size = agents * tasks;
        double[] costs = numbers[2..(2 + size)];
        double[] needs = numbers[(2 + size)..(2 + (2 * size))];
        double top = costs.Max();
        var problem = new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a), $"agent-{a}")
            {
                Budget = numbers[2 + (2 * size) + a],
            })],
            Tasks = [.. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"task-{t}"))],
            Cost = PairTable.Of(agents, tasks, (a, t) => isMax ? top - costs[(a * tasks) + t] : costs[(a * tasks) + t]),
            Need = PairTable.Of(agents, tasks, (a, t) => needs[(a * tasks) + t]),
            Objective = AllocationObjective.ForCost,
        };
        string set = name.StartsWith("gap", StringComparison.Ordinal) ? $"gap1-12 {row["sense"]}" : $"type {name[0]}";
        return new QualityCase(set, $"{name}-{row["sense"]}", problem, Table.Number(row["best_known"]))
        {
            IsMax = isMax,
            Checker = new CheckerCall(
                "check_gap.py", Table.Find(folder, name + ".txt"), "objective", "--sense", row["sense"]),
            Value = answer => answer.Placements
                .Select((p, t) => p.IsPlaced ? costs[(p.Agents[0] * tasks) + t] : 0).Sum(),
            Plan = answer => JsonSerializer.Serialize(new
            {
                instance = name,
                assignment = answer.Placements.Select(p => p.IsPlaced ? (int?)p.Agents[0] : null),
            }),
        };
    }
}

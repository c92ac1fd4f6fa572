using System.Globalization;
using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>Coalitions of robots with skills, travel and precedence; makespan until everybody is home.</summary>
internal static class MrtaCases
{
    public static IEnumerable<QualityCase> Read(string folder) =>
        Table.Read(folder, "best_known.csv")
            .Select(row => Case(folder, row, Table.Text(folder, row["instance"] + ".json")));

    private static QualityCase Case(string folder, IReadOnlyDictionary<string, string> row, string text)
    {
        using var document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        double[][] robots = Matrix(root, "Q"), needed = Matrix(root, "R"), places = Matrix(root, "task_locations");
        double[] lengths = [.. root.GetProperty("T_e").EnumerateArray().Select(e => e.GetDouble())];
        double[][] pairs = Matrix(root, "precedence_constraints");
        int tasks = needed.Length - 2;
        double[][] travel = root.TryGetProperty("T_t", out _) ? Matrix(root, "T_t") : [.. places.Select(a => places
            .Select(b => Math.Sqrt(((a[0] - b[0]) * (a[0] - b[0])) + ((a[1] - b[1]) * (a[1] - b[1])))).ToArray())];
        var problem = new AllocationProblem
        {
            Agents = [.. robots.Select((q, a) => new AllocationAgent(new AgentId(a), $"robot-{a}")
            {
                Skills = Bits(q),
            })],
            Tasks = [.. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"task-{t + 1}")
            {
                Skills = Bits(needed[t + 1]),
                IsCoalition = true,
                Inputs = [.. pairs.Where(p => (int)p[1] == t + 1).Select(p => new TaskInput((int)p[0] - 1, 0))],
            })],
            Duration = PairTable.PerTask([.. lengths[1..^1].Select(l => Math.Round(l * 1e6))]),
            Travel = (_, from, to) =>
                SimDuration.CeilingSeconds(travel[from + 1][to < 0 ? tasks + 1 : to + 1]).Micros,
            Objective = AllocationObjective.ForMakespan,
        };
        return new QualityCase("mrta", row["instance"], problem, Table.Number(row["optimum"]))
        {
            Checker = new CheckerCall("check_mrta.py", Table.Find(folder, row["instance"] + ".json"), "makespan"),
            Value = answer => answer.Objective,
            Plan = answer => Plan(answer, robots.Length),
        };
    }

    private static string Plan(Assignment answer, int robots) => JsonSerializer.Serialize(new
    {
        robot_schedules = Enumerable.Range(0, robots).ToDictionary(
            r => r.ToString(CultureInfo.InvariantCulture),
            r => answer.SequenceOf(r).Select(t => new
            {
                task = t + 1,
                start_time = answer.Placements[t].Start.Seconds,
                end_time = answer.Placements[t].End.Seconds,
            })),
    });

    private static ulong Bits(double[] row) =>
        row.Select((has, bit) => has != 0 ? 1UL << bit : 0).Aggregate(0UL, (all, bit) => all | bit);

    private static double[][] Matrix(JsonElement root, string name) =>
        [
            .. root.GetProperty(name).EnumerateArray()
                .Select(r => r.EnumerateArray().Select(e => e.GetDouble()).ToArray()),
        ];
}

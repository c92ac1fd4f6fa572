using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>
/// Tasks whose worth falls with the time of their start. Without windows the way to a task counts from the agent's own
/// place, whatever else it does: agents then have a slot for each task of their bundle.
/// </summary>
internal static class CbbaCases
{
    public static IEnumerable<QualityCase> Read(string folder) => Table.Read(folder, "best_known.csv")
        .Select(row => Case(row, Table.Text(folder, row["instance"] + ".json")));

    private static QualityCase Case(IReadOnlyDictionary<string, string> row, string text)
    {
        using var json = JsonDocument.Parse(text);
        JsonElement root = json.RootElement;
        bool windows = root.GetProperty("time_windows").GetBoolean();
        int most = root.GetProperty("max_tasks_per_agent").GetInt32();
        AllocationAgent[] agents =
        [
            .. root.GetProperty("agents").EnumerateArray().Select((a, at) =>
                new AllocationAgent(new AgentId(at), $"agent-{at}")
                {
                    Skills = 1UL << a.GetProperty("agent_type").GetInt32(),
                    Place = PlaceOf(a),
                    Speed = Number(a, "nom_velocity"),
                    MaxTasks = most,
                    Slots = windows ? 1 : most,
                }),
        ];
        AllocationTask[] tasks =
        [
            .. root.GetProperty("tasks").EnumerateArray().Select((t, at) =>
                new AllocationTask(new TaskId(at), $"task-{at}")
                {
                    Skills = 1UL << t.GetProperty("task_type").GetInt32(),
                    Place = PlaceOf(t),
                    Value = Number(t, "task_value"),
                    Decay = Number(t, "discount"),
                    Release = windows ? SimTime.FromSeconds(Number(t, "start_time")) : SimTime.Zero,
                    LatestStart = windows ? SimTime.FromSeconds(Number(t, "end_time")) : SimTime.Never,
                }),
        ];
        var problem = new AllocationProblem
        {
            Agents = agents,
            Tasks = tasks,
            Duration = PairTable.PerTask(
            [
                .. root.GetProperty("tasks").EnumerateArray()
                    .Select(t => windows ? Math.Round(Number(t, "duration") * 1e6) : 0),
            ]),
            Objective = new AllocationObjective { Worth = 1, Unplaced = 0 },
            Travel = windows ? null : (agent, _, to) => to < 0 ? 0 : SimDuration.CeilingSeconds(
                agents[agent].Place.DistanceTo(tasks[to].Place!.Value) / agents[agent].Speed).Micros,
        };
        return new QualityCase(
            windows ? "windows" : "no windows", row["instance"], problem, Table.Number(row["optimum_score"]))
        {
            IsMax = true,
            MayLeaveOpen = true,
            Value = answer => -answer.Objective,
            Plan = answer => JsonSerializer.Serialize(new
            {
                paths = agents.Select((_, a) => answer.SequenceOf(a)),
                score = -answer.Objective,
            }),
        };
    }

    private static Vec3 PlaceOf(JsonElement e) => new(Number(e, "x"), Number(e, "y"), Number(e, "z"));

    private static double Number(JsonElement e, string name) => e.GetProperty(name).GetDouble();
}

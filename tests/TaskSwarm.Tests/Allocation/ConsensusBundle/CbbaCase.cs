using System.Globalization;
using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Allocation.ConsensusBundle;

/// <summary>A public CBBA case as a problem, with its published scores.</summary>
internal sealed record CbbaCase(AllocationProblem Problem, bool HasWindows, double Reference, double Optimum)
{
    private static readonly string Folder = Path.Combine(WorkingCopy.Root, "..", "shared", "benchmarks", "cbba");

    /// <summary>Whether the cases are beside the working copy.</summary>
    public static bool AreThere => Directory.Exists(Folder);

    /// <summary>Every case.</summary>
    public static IEnumerable<CbbaCase> All => File.ReadLines(Path.Combine(Folder, "best_known.csv")).Skip(1)
        .Select(line => line.Split(','))
        .Select(cells => Read(cells[0], Number(cells[5]), Number(cells[6])));

    private static CbbaCase Read(string name, double reference, double optimum)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "instances", name + ".json")));
        JsonElement root = json.RootElement;
        bool windows = root.GetProperty("time_windows").GetBoolean();
        int most = root.GetProperty("max_tasks_per_agent").GetInt32();
        double decay = root.GetProperty("discount").GetDouble();
        var agents = root.GetProperty("agents").EnumerateArray().Select((a, at) =>
            new AllocationAgent(new AgentId(at), $"a{at}")
            {
                Skills = 1UL << a.GetProperty("agent_type").GetInt32(),
                Place = Place(a),
                Speed = a.GetProperty("nom_velocity").GetDouble(),
                MaxTasks = most,
                Slots = windows ? 1 : most,
            }).ToList();
        var tasks = root.GetProperty("tasks").EnumerateArray().Select((t, at) =>
            new AllocationTask(new TaskId(at), $"t{at}")
            {
                Skills = 1UL << t.GetProperty("task_type").GetInt32(),
                Place = Place(t),
                Value = t.GetProperty("task_value").GetDouble(),
                Decay = decay,
                Release = windows ? SimTime.FromSeconds(t.GetProperty("start_time").GetDouble()) : SimTime.Zero,
                LatestStart = windows ? SimTime.FromSeconds(t.GetProperty("end_time").GetDouble()) : SimTime.Never,
            }).ToList();
        double[] lengths =
        [
            .. root.GetProperty("tasks").EnumerateArray()
                .Select(t => windows ? Math.Round(t.GetProperty("duration").GetDouble() * 1e6) : 0),
        ];
        var problem = new AllocationProblem
        {
            Agents = agents,
            Tasks = tasks,
            Duration = PairTable.PerTask(lengths),
            Objective = new AllocationObjective { Worth = 1, Unplaced = 0 },
            Travel = windows ? null : (agent, _, to) => to < 0 ? 0 : SimDuration.CeilingSeconds(
                agents[agent].Place.DistanceTo(tasks[to].Place!.Value) / agents[agent].Speed).Micros,
        };
        return new CbbaCase(problem, windows, reference, optimum);
    }

    private static Vec3 Place(JsonElement e) => new(
        e.GetProperty("x").GetDouble(), e.GetProperty("y").GetDouble(), e.GetProperty("z").GetDouble());

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

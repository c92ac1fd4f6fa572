using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>Plans of crews made in code.</summary>
internal static class SomeCrews
{
    public static readonly SimTime Opening = SimTime.FromSeconds(60);

    private static readonly SimDuration Latency = SimDuration.FromMillis(10);

    /// <summary>Three tasks, one after another, each on an agent of its own.</summary>
    public static CrewPlan ThreeTasks(string strategy)
    {
        int[] owner = [0, 1, 2];
        return PlanOf(strategy, new AllocationProblem
        {
            Now = Opening,
            Agents = [.. owner.Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a))],
            Tasks =
            [
                .. owner.Select(t => new AllocationTask(new TaskId(t), "T" + (t + 1))
                {
                    Release = Opening,
                    Due = Opening + SimDuration.FromSeconds(5 * (t + 1)),
                    Inputs = t == 0 ? [] : [new TaskInput(t - 1, 0)],
                }),
            ],
            Duration = PairTable.Of(3, 3, (a, t) => a == owner[t] ? 5e6 : double.PositiveInfinity),
            Objective = new AllocationObjective { Makespan = 1, Tardiness = 1 },
        });
    }

    /// <summary>A random graph on unlike units.</summary>
    public static CrewPlan RandomGraph(string strategy, ulong seed, int agents, int tasks)
    {
        var random = new RandomStream(seed, "crew", "graph");
        double[] speed = [.. Enumerable.Range(0, agents).Select(_ => random.NextUniform(0.5, 2))];
        double[] work = [.. Enumerable.Range(0, tasks).Select(_ => random.NextUniform(0.5, 8))];
        var list = new List<AllocationTask>();
        for (int t = 0; t < tasks; t++)
        {
            var inputs = new SortedSet<int>();
            for (int i = 0; i < 2 && t > 0; i++)
            {
                if (random.NextDouble() < 0.6)
                {
                    inputs.Add(random.NextInt(t));
                }
            }

            list.Add(new AllocationTask(new TaskId(t), "task" + t)
            {
                Release = Opening,
                Inputs = [.. inputs.Select(i => new TaskInput(i, random.NextUniform(0, 2e6)))],
            });
        }

        return PlanOf(strategy, new AllocationProblem
        {
            Now = Opening,
            Agents =
            [
                .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a)
                {
                    BytesPerSecond = 1e6,
                }),
            ],
            Tasks = list,
            Duration = PairTable.Of(agents, tasks, (a, t) => Math.Ceiling(work[t] / speed[a] * 1e6)),
        }) with
        {
            Seed = seed,
        };
    }

    public static Simulation Run(CrewPlan plan, double loss = 0, IReadOnlyList<Fault>? faults = null) => new()
    {
        Name = "crew",
        Kind = "crew",
        Strategy = plan.Strategy.Name,
        Seed = plan.Seed,
        End = SimTime.FromSeconds(5000),
        Network = new NetworkModel(new LinkSpec(Latency) { Loss = loss }),
        Agents = CrewAgents.Of(plan),
        Faults = faults ?? [],
        CreateReaders = () => [new CrewLog(plan, "crew")],
    };

    public static CrewLog LogOf(RunResult result) => result.Readers.OfType<CrewLog>().Single();

    private static CrewPlan PlanOf(string strategy, AllocationProblem whole) => new()
    {
        Whole = whole,
        Opening = Opening,
        Strategy = AllocatorCatalog.Instance.All.Single(s => s.Name == strategy),
        Strategies = AllocatorCatalog.Instance,
        Latency = Latency,
    };
}

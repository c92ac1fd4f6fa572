using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Monitors;
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

    /// <summary>Tasks whose worth falls until somebody starts them, without travel: gains only shrink.</summary>
    public static CrewPlan RandomWorth(string strategy, ulong seed, int agents, int tasks)
    {
        var random = new RandomStream(seed, "crew", "worth");
        return PlanOf(strategy, new AllocationProblem
        {
            Now = Opening,
            Agents =
            [
                .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a)
                {
                    MaxTasks = 1 + random.NextInt(tasks),
                    Skills = random.NextUInt64() | 1,
                }),
            ],
            Tasks =
            [
                .. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), "task" + t)
                {
                    Release = Opening,
                    Value = random.NextUniform(1, 100),
                    Decay = random.NextUniform(0.01, 0.2),
                    Skills = 1UL << random.NextInt(2),
                }),
            ],
            Duration = PairTable.Of(agents, tasks, (_, _) => 1_000_000 + random.NextInt(9_000_000)),
            Objective = new AllocationObjective { Worth = 1, Unplaced = 0 },
        }) with
        {
            Seed = seed,
        };
    }

    /// <summary>Costs and needs for each pair, and budgets that bind.</summary>
    public static CrewPlan RandomCosts(string strategy, ulong seed, int agents, int tasks)
    {
        var random = new RandomStream(seed, "crew", "costs");
        return PlanOf(strategy, new AllocationProblem
        {
            Now = Opening,
            Agents =
            [
                .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a)
                {
                    Budget = 20.0 * tasks / agents,
                }),
            ],
            Tasks =
            [
                .. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), "task" + t)
                {
                    Release = Opening,
                }),
            ],
            Duration = PairTable.Same(1e6),
            Cost = PairTable.Of(agents, tasks, (_, _) => random.NextUniform(10, 50)),
            Need = PairTable.Of(agents, tasks, (_, _) => random.NextUniform(5, 25)),
            Objective = AllocationObjective.ForCost,
        }) with
        {
            Seed = seed,
        };
    }

    /// <summary>A random connected graph of agents.</summary>
    public static IReadOnlyList<(int From, int To)> RandomLinks(ulong seed, int agents)
    {
        var random = new RandomStream(seed, "crew", "links");
        var links = Enumerable.Range(1, agents - 1).Select(a => (random.NextInt(a), a)).ToList();
        links.AddRange(Enumerable.Range(0, random.NextInt(3))
            .Select(_ => (random.NextInt(agents), random.NextInt(agents))).Where(l => l.Item1 != l.Item2));
        return links;
    }

    /// <summary>Two workers and the dispatcher crash and come back, another is slow for a while.</summary>
    public static IReadOnlyList<Fault> FaultsOf(ulong seed, SimTime from, double within)
    {
        var random = new RandomStream(seed, "crew", "faults");
        SimTime At() => from + SimDuration.FromSeconds(random.NextUniform(0, within));
        SimTime slow = At();
        return
        [
            new Fault.Crash(new AgentId(1), At(), "a test") { RepairAfter = SimDuration.FromSeconds(6) },
            new Fault.Crash(new AgentId(2), At(), "a test") { RepairAfter = SimDuration.FromSeconds(0.5) },
            new Fault.Crash(new AgentId(0), At(), "a test") { RepairAfter = SimDuration.FromSeconds(1) },
            new Fault.SlowDown(new AgentId(3), slow, slow + SimDuration.FromSeconds(10), 0.4),
        ];
    }

    public static Simulation Run(
        CrewPlan plan, double loss = 0, IReadOnlyList<Fault>? faults = null, long jitterMicros = 0) => new()
        {
            Name = "crew",
            Kind = "crew",
            Strategy = plan.Strategy.Name,
            Seed = plan.Seed,
            End = SimTime.FromSeconds(5000),
            Network = new NetworkModel(new LinkSpec(Latency) { Loss = loss, Jitter = new SimDuration(jitterMicros) }),
            Agents = CrewAgents.Of(plan),
            Faults = faults ?? [],
            CreateReaders = () =>
            {
                var log = new CrewLog(plan, "crew");
                return [log, new CrewMonitor(log, faults ?? []), .. NegotiationReaders.For(plan)];
            },
            CreateMonitors = StandardMonitors.Create,
        };

    public static CrewLog LogOf(RunResult result) => result.Readers.OfType<CrewLog>().Single();

    public static CrewPlan PlanOf(string strategy, AllocationProblem whole) => new()
    {
        Whole = whole,
        Opening = Opening,
        Strategy = AllocatorCatalog.Instance.All.Single(s => s.Name == strategy),
        Strategies = AllocatorCatalog.Instance,
        Latency = Latency,
    };
}

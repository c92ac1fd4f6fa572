using FsCheck;
using FsCheck.Fluent;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Allocation;

/// <summary>Random allocation problems of every shape that a strategy may be asked.</summary>
internal static class SomeProblem
{
    public static readonly string[] Shapes = ["gap", "graph", "slots", "travel", "coalition", "windows", "optional"];

    public static Gen<(string Shape, int Seed)> Gen() =>
        from shape in FsCheck.Fluent.Gen.Elements(Shapes)
        from seed in FsCheck.Fluent.Gen.Choose(0, 1_000_000)
        select (shape, seed);

    public static AllocationProblem Of(string shape, int seed, int mostAgents = 4, int mostTasks = 10)
    {
        var random = new RandomStream((ulong)seed, shape, "problem");
        int agents = 1 + random.NextInt(mostAgents);
        int tasks = random.NextInt(mostTasks + 1);
        return shape switch
        {
            "gap" => Gap(random, agents, tasks),
            "graph" => Graph(random, agents, tasks, 1),
            "slots" => Graph(random, agents, tasks, 4),
            "travel" => Travel(random, agents, tasks, 0, AllocationObjective.ForMakespan),
            "coalition" => Travel(random, agents, tasks, 3, AllocationObjective.ForMakespan),
            "windows" => Windows(random, agents, tasks),
            _ => Travel(random, agents, tasks, 2, new AllocationObjective { Worth = 1, Cost = 0.05, Unplaced = 0 }),
        };
    }

    private static AllocationProblem Gap(RandomStream random, int agents, int tasks) => new()
    {
        Agents = [.. Range(agents, a => Agent(a) with { Budget = 10 + random.NextInt(40) })],
        Tasks = [.. Range(tasks, t => Task(t) with { Holder = random.NextInt(agents + 1) - 1 })],
        Cost = PairTable.Of(agents, tasks, (_, _) => random.NextInt(50) - 10),
        Need = PairTable.Of(agents, tasks, (_, _) => 5 + random.NextInt(20)),
        Objective = AllocationObjective.ForCost,
    };

    private static AllocationProblem Graph(RandomStream random, int agents, int tasks, int mostSlots)
    {
        SimTime now = SimTime.FromSeconds(random.NextInt(100));
        return new AllocationProblem
        {
            Now = now,
            Agents =
            [
                .. Range(agents, a =>
                {
                    int slots = a == 0 ? mostSlots : 1 + random.NextInt(mostSlots);
                    return Agent(a) with
                    {
                        Slots = slots,
                        BytesPerSecond = random.NextInt(3) == 0 ? double.PositiveInfinity : 100,
                        FreeFrom = random.NextInt(2) == 0
                            ? []
                            : [.. Range(slots, _ => now + Seconds(random.NextInt(5)))],
                    };
                }),
            ],
            Tasks =
            [
                .. Range(tasks, t => Task(t) with
                {
                    Slots = 1 + random.NextInt(mostSlots),
                    Priority = random.NextInt(3),
                    Release = SimTime.FromSeconds(random.NextInt(120)),
                    Due = SimTime.FromSeconds(100 + random.NextInt(60)),
                    Holder = random.NextInt(agents + 1) - 1,
                    Inputs = [.. Enumerable.Range(0, t).Where(_ => random.NextInt(4) == 0)
                        .Select(p => new TaskInput(p, random.NextInt(500)))],
                    KnownInputs = random.NextInt(4) > 0
                        ? []
                        : [new KnownInput(random.NextInt(agents + 1) - 1, 300, now + Seconds(2))],
                }),
            ],
            Duration = PairTable.Of(agents, tasks, (a, _) => a > 0 && random.NextInt(6) == 0
                ? double.PositiveInfinity
                : random.NextInt(10_000_000)),
            Cost = PairTable.Of(agents, tasks, (_, _) => random.NextInt(10)),
            Objective = random.NextInt(3) switch
            {
                0 => AllocationObjective.ForMakespan,
                1 => new AllocationObjective { Tardiness = 1, Response = 0.1, Cost = 0.2 },
                _ => new AllocationObjective { Makespan = 1, Imbalance = 0.5 },
            },
        };
    }

    private static AllocationProblem Travel(
        RandomStream random, int agents, int tasks, int skills, AllocationObjective objective) => new()
        {
            Agents =
            [
                .. Range(agents, a => Agent(a) with
                {
                    Skills = skills == 0 ? 0 : random.NextUInt64() & ((1UL << skills) - 1),
                    Speed = 1 + random.NextInt(3),
                    Place = Somewhere(random),
                    Home = random.NextInt(2) == 0 ? null : Somewhere(random),
                    MaxTasks = random.NextInt(3) == 0 ? 1 + random.NextInt(4) : int.MaxValue,
                }),
            ],
            Tasks =
            [
                .. Range(tasks, t => Task(t) with
                {
                    Skills = skills == 0 ? 0 : random.NextUInt64() & ((1UL << skills) - 1),
                    IsCoalition = skills > 2 && random.NextInt(2) == 0,
                    Place = Somewhere(random),
                    Value = 1 + random.NextInt(10),
                    Decay = 0.05,
                    LatestStart = objective.Unplaced > 0 ? SimTime.Never : SimTime.FromSeconds(20 + random.NextInt(40)),
                    Inputs = t > 0 && random.NextInt(4) == 0 ? [new TaskInput(random.NextInt(t), 0)] : [],
                }),
            ],
            Duration = PairTable.Of(agents, tasks, (_, _) => random.NextInt(5) * 1_000_000L),
            Cost = PairTable.Of(agents, tasks, (_, _) => random.NextInt(5)),
            Objective = objective,
        };

    private static AllocationProblem Windows(RandomStream random, int agents, int tasks) => new()
    {
        Agents = [.. Range(agents, a => Agent(a) with { Budget = 30, MaxTasks = 3 })],
        Tasks =
        [
            .. Range(tasks, t => Task(t) with
            {
                Release = SimTime.FromSeconds(random.NextInt(10)),
                LatestStart = SimTime.FromSeconds(5 + random.NextInt(20)),
                Deadline = SimTime.FromSeconds(10 + random.NextInt(30)),
            }),
        ],
        Duration = PairTable.Of(agents, tasks, (_, _) => (1 + random.NextInt(6)) * 1_000_000L),
        Need = PairTable.PerTask([.. Range(tasks, _ => 1.0 + random.NextInt(20))]),
        Objective = new AllocationObjective { Makespan = 0.1, Tardiness = 1, Response = 1 },
    };

    private static AllocationAgent Agent(int index) => new(new AgentId(index + 1), $"agent-{index}");

    private static AllocationTask Task(int index) => new(new TaskId(index), $"task-{index}");

    private static Vec3 Somewhere(RandomStream random) => new(random.NextInt(20), random.NextInt(20), 0);

    private static SimDuration Seconds(int seconds) => SimDuration.FromSeconds(seconds);

    private static IEnumerable<T> Range<T>(int count, Func<int, T> of) => Enumerable.Range(0, count).Select(of);
}

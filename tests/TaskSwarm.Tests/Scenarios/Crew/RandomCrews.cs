using System.Globalization;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>
/// Crews of random sizes, tasks of all sorts, under random strategies, networks and faults. One number makes one case,
/// so that a failure is named by it.
/// </summary>
internal sealed class RandomCrews
{
    private static readonly SimTime Opening = SimTime.FromSeconds(5);

    private static readonly string[] Strategies =
    [
        .. AllocatorCatalog.Instance.All
            .Where(s => s.Family is StrategyFamily.Central or StrategyFamily.ContractNet)
            .Select(s => s.Name).Where(n => n is not "large-neighbourhood-search"),
    ];

    private readonly RandomStream _random;
    private readonly int _agents;
    private readonly int _tasks;
    private readonly bool _travels;

    private RandomCrews(ulong seed)
    {
        _random = new RandomStream(seed, "random", "crew");
        (_agents, _tasks) = (1 + _random.NextInt(6), 1 + _random.NextInt(16));
        _travels = Chance(0.4);
    }

    /// <summary>The run of a number.</summary>
    /// <param name="seed">The number.</param>
    /// <param name="strategy">A strategy; null for one drawn among those that can serve the case.</param>
    public static Simulation Of(ulong seed, string? strategy = null)
    {
        var made = new RandomCrews(seed);
        CrewPlan plan = made.Plan(seed, made.Problem(), strategy);
        return made.Simulation(plan);
    }

    private Simulation Simulation(CrewPlan plan)
    {
        IReadOnlyList<Fault> faults = Chance(0.75) ? Faults() : [];
        return new Simulation
        {
            Name = "crew",
            Kind = "crew",
            Strategy = plan.Strategy.Name,
            Seed = plan.Seed,
            End = SimTime.FromSeconds(20_000),
            Network = new NetworkModel(
                new LinkSpec(plan.Latency)
                {
                    Jitter = Chance(0.5) ? plan.Latency * _random.NextInt(4) : SimDuration.Zero,
                    Loss = Pick(0, 0, 0.05, 0.25),
                },
                Chance(0.4) ? Cuts() : []),
            Agents = CrewAgents.Of(plan),
            Faults = faults,
            CreateReaders = () =>
            {
                var log = new CrewLog(plan, "crew");
                return [log, new CrewMonitor(log, faults)];
            },
            CreateMonitors = StandardMonitors.Create,
        };
    }

    private AllocationProblem Problem()
    {
        bool slots = Chance(0.3), budgets = Chance(0.3), teams = Chance(0.4), windows = Chance(0.3);
        bool skilled = teams || Chance(0.3);
        double[] speed = [.. Some(_agents, () => _random.NextUniform(0.5, 2))];
        double[] work = [.. Some(_tasks, () => Chance(0.05) ? 0 : _random.NextUniform(0.005, 12))];
        int[] need = [.. Some(_tasks, () => _random.NextInt(30))];
        var tasks = new List<AllocationTask>();
        for (int t = 0; t < _tasks; t++)
        {
            tasks.Add(Task(t, slots, skilled, teams, windows));
        }

        return new AllocationProblem
        {
            Now = Opening,
            Agents = [.. Enumerable.Range(0, _agents).Select(a => Agent(a, slots, skilled, budgets))],
            Tasks = tasks,
            Duration = PairTable.Of(
                _agents, _tasks, (a, t) => Math.Ceiling(work[t] / (tasks[t].IsCoalition ? 1 : speed[a]) * 1e6)),
            Need = budgets ? PairTable.Of(_agents, _tasks, (a, t) => (need[t] + a) / 10.0) : PairTable.Same(0),
            Cost = PairTable.Of(_agents, _tasks, (a, t) => 1 + ((a + t) % 4)),
            Objective = Pick(
                AllocationObjective.ForMakespan, AllocationObjective.ForMakespan, AllocationObjective.ForCost,
                new AllocationObjective { Makespan = 1, Tardiness = 1, Cost = 0.5 }),
        };
    }

    private AllocationAgent Agent(int a, bool slots, bool skilled, bool budgets) =>
        new(new AgentId(a + 1), string.Create(CultureInfo.InvariantCulture, $"unit{a}"))
        {
            Skills = skilled ? (ulong)(1 + _random.NextInt(7)) : 7,
            Slots = slots ? 1 + _random.NextInt(3) : 1,
            Budget = budgets ? _random.NextInt(120) / 10.0 : double.PositiveInfinity,
            MaxTasks = budgets && Chance(0.5) ? 1 + _random.NextInt(8) : int.MaxValue,
            BytesPerSecond = Chance(0.5) ? 1e6 : double.PositiveInfinity,
            Place = Somewhere(),
            Home = _travels && Chance(0.5) ? Somewhere() : null,
            Speed = _travels ? _random.NextUniform(1, 10) : double.PositiveInfinity,
        };

    private AllocationTask Task(int t, bool slots, bool skilled, bool teams, bool windows)
    {
        var inputs = new SortedSet<int>();
        for (int i = 0; i < 2 && t > 0 && Chance(0.4); i++)
        {
            inputs.Add(_random.NextInt(t));
        }

        SimTime release = Chance(0.3) ? Opening + Seconds(15) : SimTime.Zero;
        SimTime At(double chance) => windows && Chance(chance) ? Opening + Seconds(90) : SimTime.Never;
        return new AllocationTask(new TaskId(t), string.Create(CultureInfo.InvariantCulture, $"task{t}"))
        {
            Skills = skilled && Chance(0.7) ? (ulong)(1 + _random.NextInt(7)) : 0,
            IsCoalition = teams && Chance(0.6),
            Slots = slots && Chance(0.3) ? 2 : 1,
            Release = release,
            Due = Opening + Seconds(60),
            Deadline = At(0.2),
            LatestStart = At(0.2),
            Priority = _random.NextInt(3),
            Place = _travels ? Somewhere() : null,
            Inputs = [.. inputs.Select(i => new TaskInput(i, Chance(0.5) ? _random.NextUniform(0, 3e6) : 0))],
        };
    }

    private CrewPlan Plan(ulong seed, AllocationProblem problem, string? strategy)
    {
        long heartbeat = 200 + _random.NextInt(1500);
        var plan = new CrewPlan
        {
            Whole = problem,
            Opening = Opening,
            KnownFrom = Chance(0.3) ? [.. Some(_tasks, () => Chance(0.5) ? SimTime.Zero : Opening + Seconds(30))] : [],
            Strategy = AllocatorCatalog.Instance.All[0],
            Strategies = AllocatorCatalog.Instance,
            Options = new StrategyOptions { Effort = 0.02, Population = 6, Generations = 4, MaxRounds = 2 },
            ContractNet = new ContractNetOptions
            {
                Heartbeat = SimDuration.FromMillis(heartbeat),
                ReplyWithin = SimDuration.FromMillis(100 + _random.NextInt(900)),
                RetryAfter = SimDuration.FromMillis(200 + _random.NextInt(1500)),
                MaxReannouncements = 4 + _random.NextInt(8),
            },
            ThinkingStep = Pick(SimDuration.Zero, new SimDuration(1), new SimDuration(1000)),
            Latency = SimDuration.FromMillis(1 + _random.NextInt(60)),
            Seed = seed,
            Stragglers = Chance(0.3)
                ? new StragglerModel(0.3, 1.5, 5) { TakeBackAfter = Pick(0, 1.3, 2) }
                : null,
            Divisible = Chance(0.3) ? Divisible(problem) : [],
        };
        int first = _random.NextInt(Strategies.Length);
        IEnumerable<string> order = strategy is null
            ? Enumerable.Range(first, Strategies.Length).Select(i => Strategies[i % Strategies.Length])
            : [strategy, "contract-net"];
        return order
            .Select(name => plan with
            {
                TalkTime = plan.Latency * 4,
                Strategy = AllocatorCatalog.Instance.All.Single(s => s.Name == name),
            })
            .First(p => CrewAgents.Objection(p) is null);
    }

    private DivisibleTask[] Divisible(AllocationProblem problem) =>
    [
        .. Enumerable.Range(0, _tasks)
            .Where(t => !problem.Tasks[t].IsCoalition && Chance(0.4))
            .Select(t => new DivisibleTask(
                t, 1, 1 + _random.NextInt(6), SimDuration.FromMillis(_random.NextInt(500)))),
    ];

    private List<Fault> Faults()
    {
        var faults = new List<Fault>();
        int count = 1 + _random.NextInt(5);
        for (int i = 0; i < count; i++)
        {
            var who = new AgentId(_random.NextInt(_agents + 1));
            SimTime at = Opening + Seconds(40);
            SimTime until = at + Seconds(25);
            bool spared = who.Index == 0 || _agents == 1;
            faults.Add(_random.NextInt(8) switch
            {
                0 or 1 => new Fault.Crash(who, at, "a test") { RepairAfter = Seconds(12) },
                2 => new Fault.Crash(who, at, "a test")
                {
                    RepairAfter = new SimDuration(1 + _random.NextInt(100_000)),
                },
                3 when !spared => new Fault.Crash(who, at, "a test") { Permanent = true },
                4 => new Fault.SlowDown(who, at, until, _random.NextUniform(0.2, 2.5)),
                5 => new Fault.Silence(who, at, until),
                6 => new Fault.Lie(who, at, until, _random.NextUniform(0.3, 3)),
                7 when !spared && Chance(0.5) => new Fault.RandomCrashes(
                    who, SimDuration.FromSeconds(_random.NextUniform(20, 120)), Seconds(8) + new SimDuration(1)),
                _ => new Fault.Crash(who, at, "a test") { RepairAfter = Seconds(3) },
            });
        }

        return faults;
    }

    private LinkCut[] Cuts() =>
    [
        .. Some(1 + _random.NextInt(3), () =>
        {
            SimTime from = Opening + Seconds(40);
            var side = new HashSet<AgentId>(
                Enumerable.Range(0, _agents + 1).Where(_ => Chance(0.4)).Select(a => new AgentId(a)));
            if (Chance(0.2))
            {
                // For good, between two who have the dispatcher in common.
                var one = new HashSet<AgentId> { new(1 + _random.NextInt(_agents)) };
                var other = new HashSet<AgentId> { new(1 + _random.NextInt(_agents)) };
                return new LinkCut(from, SimTime.Never, one, other);
            }

            return new LinkCut(from, from + Seconds(20), side);
        }),
    ];

    private bool Chance(double share) => _random.NextDouble() < share;

    private T Pick<T>(params T[] among) => among[_random.NextInt(among.Length)];

    private SimDuration Seconds(double most) => SimDuration.FromSeconds(_random.NextUniform(0.001, most));

    private Vec3 Somewhere() => Chance(0.1)
        ? new Vec3(1, 1, 0)
        : new Vec3(_random.NextUniform(0, 30), _random.NextUniform(0, 30), 0);

    private static IEnumerable<T> Some<T>(int count, Func<T> make) => Enumerable.Range(0, count).Select(_ => make());
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Actors.Tests;

/// <summary>Random simulations in which everything that the kernel offers happens, drawn from one seed.</summary>
internal static class SomeSwarm
{
    public static Simulation Of(
        ulong seed, int agents = 24, ErrorPolicy onError = ErrorPolicy.Restart, bool faults = true)
    {
        var random = new RandomStream(seed, "some", "swarm");
        string[] squads = ["alpha", "bravo", "charlie", "delta"];
        return new Simulation
        {
            Name = "some-swarm",
            Kind = "test",
            Strategy = "none",
            Seed = seed,
            End = SimTime.FromSeconds(3),
            Network = Network(random, agents),
            World = new WorldSpec { WrapX = 50, WrapY = 50 },
            Squads =
            [
                new SquadSpec("alpha", Policy(random)) { OnEscalation = Policy(random, SupervisionDirective.Restart) },
                new SquadSpec("bravo", Policy(random)) { Parent = "alpha", OnEscalation = Policy(random) },
                new SquadSpec("charlie", Policy(random)) { Parent = "bravo", OnEscalation = Policy(random) },
                new SquadSpec("delta", Policy(random)) { OnEscalation = Policy(random, SupervisionDirective.Stop) },
            ],
            Agents = [.. Enumerable.Range(0, agents).Select(i => new AgentBlueprint(
                $"agent-{i:00}", () => new Chatterer(depth: 0, mishaps: faults))
            {
                Squad = squads[random.NextInt(squads.Length)],
                NetworkGroup = random.NextInt(2),
                Body = random.NextInt(3) > 0 ? SomeBody(random) : null,
            })],
            Faults = faults ? [.. Faults(random, agents)] : [],
            OnError = onError,
            CreateReaders = static () => [new Journal()],
        };
    }

    public static Body SomeBody(RandomStream random) => new(
        new Vec3(random.NextUniform(0, 50), random.NextUniform(0, 50), random.NextUniform(0, 9)), Vec3.Zero);

    private static NetworkModel Network(RandomStream random, int agents)
    {
        LinkSpec[] links = [.. Enumerable.Range(0, 4).Select(
            _ => new LinkSpec(SimDuration.FromMillis(5 + random.NextInt(20)))
        {
            Jitter = SimDuration.FromMillis(random.NextInt(8)),
            Loss = random.NextInt(2) * 0.1,
            BitsPerSecond = random.NextInt(2) * 200_000,
            Range = random.NextInt(2) * 30,
        })];
        IReadOnlySet<AgentId> half = Enumerable.Range(0, agents).Where(_ => random.NextInt(2) == 0)
            .Select(i => new AgentId(i)).ToHashSet();
        return new NetworkModel(2, links, [new LinkCut(SimTime.FromSeconds(1), SimTime.FromSeconds(1.4), half)]);
    }

    private static SupervisionPolicy Policy(RandomStream random, SupervisionDirective? directive = null) => new()
    {
        Directive = directive ?? (SupervisionDirective)random.NextInt(3),
        FromCheckpoint = random.NextInt(2) == 0,
        CheckpointEvery = SimDuration.FromMillis(1 + random.NextInt(300)),
        Backoff = new SimDuration(1 + random.NextInt(40_000)),
        BackoffFactor = 1 + random.NextDouble(),
        MaxRestarts = 1 + random.NextInt(4),
        Within = SimDuration.FromMillis(1 + random.NextInt(2000)),
    };

    private static IEnumerable<Fault> Faults(RandomStream random, int agents)
    {
        for (int i = 0; i < agents; i++)
        {
            var agent = new AgentId(i);
            SimTime at = SimTime.FromSeconds(random.NextUniform(0, 2.5));
            SimTime until = at + SimDuration.FromMillis(1 + random.NextInt(500));
            switch (random.NextInt(7))
            {
                case 0:
                    yield return new Fault.Crash(agent, at, "planned");
                    break;
                case 1:
                    yield return new Fault.Crash(agent, at, "repaired") { RepairAfter = SimDuration.FromMillis(30) };
                    break;
                case 2:
                    yield return new Fault.Crash(agent, at, "final") { Permanent = true };
                    break;
                case 3:
                    yield return new Fault.RandomCrashes(
                        agent, SimDuration.FromMillis(400), SimDuration.FromMillis(20));
                    break;
                case 4:
                    yield return new Fault.SlowDown(agent, at, until, 0.5);
                    break;
                case 5:
                    yield return new Fault.Silence(agent, at, until);
                    break;
                default:
                    yield return new Fault.Lie(agent, at, until, 0.7);
                    break;
            }
        }
    }
}

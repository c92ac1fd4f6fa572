using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// N actors, each sleeping 20 times for an exponentially distributed time with mean 1 s. Counted: wake-ups.
/// </summary>
public sealed class TimersWorkload : IWorkload
{
    private const int Sleeps = 20;

    /// <inheritdoc/>
    public string Name => "timers";

    /// <inheritdoc/>
    public Simulation Build(int agents) => new()
    {
        Name = Name,
        Kind = "benchmark",
        Strategy = "none",
        Seed = 1,
        End = SimTime.FromSeconds(1e6),
        Network = new NetworkModel(new LinkSpec(SimDuration.FromMillis(20))),
        Agents = [.. Enumerable.Range(0, agents).Select(i => new AgentBlueprint($"sleeper-{i}", () => new Sleeper()))],
    };

    /// <inheritdoc/>
    public long Units(RunResult result) => (long)Sleeps * result.Agents;

    private sealed record WakeUp : IMessage
    {
        public static readonly WakeUp Instance = new();
    }

    private sealed class Sleeper : Agent
    {
        private int _left = Sleeps;

        public override void OnStart(AgentContext context) => Sleep(context);

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            if (--_left > 0)
            {
                Sleep(context);
            }
        }

        public override void Capture(StateWriter writer) => writer.Write(_left);

        public override void Restore(StateReader reader) => _left = reader.ReadInt32();

        private static void Sleep(AgentContext context) => context.Schedule(
            SimDuration.CeilingSeconds(context.Random.NextExponential(1.0)), WakeUp.Instance);
    }
}

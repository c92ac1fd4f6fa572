using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// N agents that sleep, each for an exponential time, and send one message to another agent drawn at random whenever
/// they wake: a load of which size and activity can be set apart. Counted: events.
/// </summary>
/// <param name="sleep">Mean time between two wake-ups of an agent.</param>
/// <param name="windows">About how many windows.</param>
public sealed class PulseWorkload(SimDuration sleep, int windows) : IWorkload
{
    /// <summary>How far agents may go at once.</summary>
    public static readonly SimDuration Lookahead = SimDuration.FromMillis(20);

    /// <inheritdoc/>
    public string Name => "pulse";

    /// <inheritdoc/>
    public Simulation Build(int agents) => new()
    {
        Name = Name,
        Kind = "benchmark",
        Strategy = "none",
        Seed = 1,
        End = new SimTime(Lookahead.Micros * windows),
        Network = new NetworkModel(new LinkSpec(Lookahead)),
        Agents =
        [
            .. Enumerable.Range(0, agents).Select(i => new AgentBlueprint($"p{i}", () => new Pulse(agents, sleep))),
        ],
    };

    /// <inheritdoc/>
    public long Units(RunResult result) => result.Events;

    private sealed record Beat : IMessage
    {
        public static readonly Beat Instance = new();
    }

    private sealed class Pulse(int agents, SimDuration sleep) : Agent
    {
        private long _heard;

        public override void OnStart(AgentContext context) => Sleep(context);

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            context.Send(new AgentId(context.Random.NextInt(agents)), Beat.Instance);
            Sleep(context);
        }

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message) => _heard++;

        public override void Capture(StateWriter writer) => writer.Write(_heard);

        public override void Restore(StateReader reader) => _heard = reader.ReadInt64();

        private void Sleep(AgentContext context) => context.Schedule(
            SimDuration.CeilingSeconds(context.Random.NextExponential(1.0) * sleep.Seconds), Beat.Instance);
    }
}

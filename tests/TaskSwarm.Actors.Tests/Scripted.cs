using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Actors.Tests;

/// <summary>An agent that does what a test says, every 100 ms.</summary>
internal sealed class Scripted : Agent
{
    private readonly Action<AgentContext, int> _onTick;
    private int _ticks;

    public Scripted(Action<AgentContext, int> onTick) => _onTick = onTick;

    public override void OnStart(AgentContext context) => context.Schedule(SimDuration.FromMillis(100), Tick.Instance);

    public override void OnTimer(AgentContext context, IMessage tag)
    {
        context.Schedule(SimDuration.FromMillis(100), Tick.Instance);
        _onTick(context, ++_ticks);
    }

    public override void Capture(StateWriter writer) => writer.Write(_ticks);

    public override void Restore(StateReader reader) => _ticks = reader.ReadInt32();

    private sealed record Tick : IMessage
    {
        public static readonly Tick Instance = new();
    }
}

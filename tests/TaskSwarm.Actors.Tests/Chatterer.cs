using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Actors.Tests;

/// <summary>
/// An agent that does at random whatever an agent can do: talks, sets and cancels timers, moves, senses, spawns,
/// leaves, and throws. What it remembers decides what it does, so that a state restored wrongly shows in the digest.
/// </summary>
internal sealed class Chatterer : Agent
{
    private readonly int _depth;
    private readonly bool _mishaps;
    private readonly List<AgentId> _friends = [];
    private TimerId? _pending;
    private SimTime _due;
    private long _heard;

    public Chatterer(int depth, bool mishaps) => (_depth, _mishaps) = (depth, mishaps);

    public override void OnStart(AgentContext context) => SetTimer(context);

    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        switch (message)
        {
            case Word word:
                _heard = (_heard * 31) + word.Number + sender.Index;
                context.Emit(new Heard(_heard));
                break;
            case AgentSpawned spawned:
                _friends.Add(spawned.Child);
                break;
        }

        Act(context);
    }

    public override void OnTimer(AgentContext context, IMessage tag)
    {
        // Only the standing timer sets another one; else timers would multiply.
        if (tag is Tick)
        {
            SetTimer(context);
            Act(context);
        }

        Act(context);
    }

    public override void OnRestart(AgentContext context, bool restored)
    {
        context.Emit(new Heard(restored ? _heard : -1));
        SetTimer(context);
    }

    public override void OnSpeedChanged(AgentContext context) =>
        context.Emit(new Heard((long)(1000 * context.SpeedFactor)));

    public override void Capture(StateWriter writer)
    {
        writer.Write(_heard);
        writer.WriteList(_friends, static (w, friend) => w.Write(friend));
    }

    public override void Restore(StateReader reader)
    {
        _heard = reader.ReadInt64();
        _friends.AddRange(reader.ReadList(static r => r.ReadAgentId()));
    }

    private void SetTimer(AgentContext context)
    {
        var delay = new SimDuration(1 + context.Random.NextInt(60_000));
        _due = context.Now + delay;
        _pending = context.Schedule(delay, Tick.Instance);
    }

    private void Act(AgentContext context)
    {
        RandomStream random = context.Random;
        int choice = random.NextInt(1000);
        if (choice < 550)
        {
            Talk(context, random);
        }
        else if (choice < 650)
        {
            context.Schedule(new SimDuration(1 + random.NextInt(3000)), Blip.Instance);
        }
        else if (choice < 700 && _pending is TimerId timer && _due > context.Now)
        {
            context.Cancel(timer);
            SetTimer(context);
        }
        else if (choice < 800)
        {
            context.Publish(SomeSwarm.SomeBody(random));
        }
        else if (choice < 900)
        {
            Sense(context);
        }
        else
        {
            Mishap(context, choice);
        }
    }

    private void Mishap(AgentContext context, int choice)
    {
        if (!_mishaps)
        {
            return;
        }

        if (choice < 910 && _depth < 2)
        {
            context.Spawn(
                new AgentBlueprint("child", () => new Chatterer(_depth + 1, mishaps: true)) { Squad = "bravo" });
        }
        else if (choice < 914)
        {
            context.Stop("had enough");
        }
        else if (choice < 922)
        {
            context.Send(context.Self, new Word(1));
            throw new InvalidOperationException($"a slip after {_heard}");
        }
    }

    private void Talk(AgentContext context, RandomStream random)
    {
        AgentId to = _friends.Count > 0 && random.NextInt(3) == 0
            ? _friends[random.NextInt(_friends.Count)]
            : new AgentId(random.NextInt(Math.Min(8, context.World.Count)));
        context.Send(to, new Word((int)(_heard & 0xFF)));
    }

    private void Sense(AgentContext context)
    {
        var near = new List<Neighbour>();
        context.World.Neighbours(context.World.BodyOf(context.Self).Position, 12, context.Self, near);
        foreach (Neighbour other in near)
        {
            _heard = (_heard * 17) + other.Id.Index;
        }
    }

    private sealed record Word(int Number) : IMessage;

    private sealed record Tick : IMessage
    {
        public static readonly Tick Instance = new();
    }

    private sealed record Blip : IMessage
    {
        public static readonly Blip Instance = new();
    }

    private sealed record Heard(long Sum) : DomainEvent
    {
        public override void Write(ref EventEncoder encoder) => encoder.Write(Sum);
    }
}

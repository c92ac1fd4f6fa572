using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <content>What one reaction does is gathered first and counts only when the reaction has returned.</content>
public sealed partial class RegionCore
{
    private const string NetworkPurpose = "network";

    private readonly AgentContext _context;
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<DomainEvent> _emitted = [];
    private readonly List<AgentBlueprint> _spawned = [];
    private AgentCell _reacting = null!;
    private SimTime _now;
    private Body? _body;
    private string? _stopReason;
    private string? _finishReason;

    internal long Events { get; set; }

    internal SimTime Now => _now;

    internal AgentCell Reacting => _reacting;

    internal AgentContext Begin(AgentCell cell, SimTime now)
    {
        _reacting = cell;
        _now = now;
        return _context;
    }

    internal void Abandon()
    {
        _outgoing.Clear();
        _emitted.Clear();
        _spawned.Clear();
        _body = null;
        _stopReason = null;
        _finishReason = null;
    }

    internal void Send(AgentId to, IMessage message)
    {
        if ((uint)to.Index >= (uint)_run.CellCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(to),
                to.Index,
                $"{_reacting.Name} sends {message.GetType().Name} to an agent that does not exist.");
        }

        _outgoing.Add(new Outgoing(to, message, SimTime.Never, _reacting.Sequence++));
    }

    internal TimerId Schedule(SimDuration delay, IMessage tag)
    {
        if (delay.Micros <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(delay), delay, $"{_reacting.Name} sets a timer for {delay}; a timer lies in the future.");
        }

        long sequence = _reacting.Sequence++;
        _outgoing.Add(new Outgoing(_reacting.Id, tag, _now + delay, sequence));
        return new TimerId(sequence);
    }

    internal void Emit(DomainEvent domainEvent)
    {
        var encoder = new EventEncoder(_reacting.Digest);
        encoder.Write(domainEvent.Name);
        encoder.Write(_now);
        domainEvent.Write(ref encoder);
        _reacting.Digest = encoder.Hash;
        _emitted.Add(domainEvent);
    }

    internal void Publish(in Body body)
    {
        if (!body.Position.IsFinite || !body.Velocity.IsFinite)
        {
            throw new ArgumentException($"{_reacting.Name} is at {body.Position} with {body.Velocity}: not finite.");
        }

        _body = body;
    }

    internal void Spawn(AgentBlueprint blueprint)
    {
        _run.RequireSquad(blueprint, blueprint.Name);
        _spawned.Add(blueprint);
    }

    internal void StopReacting(string reason) => _stopReason = reason;

    internal void Finish(string reason) => _finishReason = reason;

    /// <summary>The agent has reacted to a message: from now on it knows what the message says.</summary>
    internal void NoteReceived(AgentCell cell, in Envelope envelope)
    {
        if (_recordsMessages && envelope.Payload is INegotiationMessage said)
        {
            _outbox.Messages.Add(new MessageRecord(envelope.Time, cell.Id, IsSent: false, envelope.Sender, said));
        }
    }

    internal void Commit(AgentCell cell)
    {
        foreach (ref readonly Outgoing outgoing in CollectionsMarshal.AsSpan(_outgoing))
        {
            if (outgoing.DueAt < SimTime.Never)
            {
                CommitTimer(cell, outgoing);
            }
            else
            {
                CommitMessage(cell, outgoing);
            }
        }

        _outgoing.Clear();
        if (_emitted.Count > 0)
        {
            CommitEmitted(cell);
        }

        if (_body is not null || _spawned.Count > 0 || _stopReason is not null || _finishReason is not null)
        {
            CommitRare(cell);
        }
    }

    private void CommitEmitted(AgentCell cell)
    {
        foreach (DomainEvent e in _emitted)
        {
            _outbox.Events.Add(new EventRecord(_now, cell.Id, cell.Emitted++, e));
        }

        _emitted.Clear();
    }

    internal void ScheduleRevival(AgentCell cell, SimTime at, KernelCommand command) =>
        Route(new Envelope(at, cell.Id, cell.Id, cell.Sequence++, command, cell.Incarnation));

    private void CommitTimer(AgentCell cell, in Outgoing timer) => Route(new Envelope(
        timer.DueAt, cell.Id, cell.Id, timer.Sequence, timer.Payload, cell.Incarnation));

    private void Route(in Envelope own)
    {
        if (own.Time < _windowEnd)
        {
            _turn.Insert(own);
        }
        else
        {
            _queue.Push(own);
        }
    }

    private void CommitMessage(AgentCell cell, in Outgoing message)
    {
        int size = message.Payload.SizeBytes;
        _outbox.Sent++;
        _outbox.Bytes += size;
        if (_recordsMessages && message.Payload is INegotiationMessage said)
        {
            _outbox.Messages.Add(new MessageRecord(_now, cell.Id, IsSent: true, message.To, said));
        }

        SimTime? arrival = _fixedDelay is SimDuration delay ? _now + delay : Transmit(cell, message.To, size);
        if (arrival is not SimTime at || cell.IsSilent)
        {
            _outbox.Lost++;
            return;
        }

        if (at < _windowEnd)
        {
            // No policy may smooth this over: what other agents have already done could no longer be right.
            string breach = $"A message of {cell.Name} sent at {_now} would arrive at {at}, inside the window that " +
                $"ends at {_windowEnd}; the lookahead is {_run.Simulation.Network.Lookahead}.";
            Report(new RunFailure(cell.Name, _now, message.Payload.GetType().Name, breach, Seed, breach));
            return;
        }

        var envelope = new Envelope(at, message.To, cell.Id, message.Sequence, message.Payload);
        int region = _run.RegionOf(message.To);
        if (region == Number)
        {
            _queue.Push(envelope);
        }
        else
        {
            _outbox.Add(region, envelope);
        }
    }

    private SimTime? Transmit(AgentCell cell, AgentId to, int size)
    {
        var crossing = new NetworkModel.Crossing(
            cell.Id, cell.NetworkGroup, to, _run.NetworkGroupOf(to), size, _now);
        return _run.Simulation.Network.Transmit(
            crossing, cell.Stream(NetworkPurpose, Seed), ref cell.LinkBusyUntil, World);
    }

    private void CommitRare(AgentCell cell)
    {
        if (_body is Body body)
        {
            _outbox.Bodies.Add((cell.Id.Index, body));
            _body = null;
        }

        foreach (AgentBlueprint blueprint in _spawned)
        {
            _outbox.Spawns.Add(new SpawnRequest(_now, cell, cell.Children++, blueprint, Number));
        }

        _spawned.Clear();
        if (_finishReason is string finish)
        {
            _outbox.Finishes.Add((_now, cell.Id, finish));
            _finishReason = null;
        }

        if (_stopReason is string stop)
        {
            _stopReason = null;
            cell.Leave(this, _now, stop);
        }
    }

    internal void Withdraw(AgentCell cell) => _outbox.Removed.Add(cell.Id.Index);

    internal void CountDropped(in Envelope envelope)
    {
        if (envelope.TimerOf == 0)
        {
            _outbox.Dropped++;
        }
    }

    internal void Report(RunFailure failure) => _outbox.Failures.Add((_now, _reacting.Id, failure));

    internal void Escalate(SimTime at, AgentCell cell, string cause) =>
        _outbox.Escalations.Add(new Escalation(at, cell.Id, cell.Squad, cause));

    private readonly record struct Outgoing(AgentId To, IMessage Payload, SimTime DueAt, long Sequence);
}

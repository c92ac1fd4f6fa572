using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>A region's window as bytes, for the processes that carry other regions of the run.</content>
public sealed partial class RegionCore
{
    private readonly ReadOnlyMemory<byte>[][] _arrived = [[], []];
    private readonly List<Envelope> _pushedHere = [];
    private readonly StateWriter _envelopes = new();
    private SimTime _farEarliest = SimTime.Never;
    private ulong _farSum;
    private FarState? _farState;

    /// <summary>Whether another process carries this region; what it does arrives as reports.</summary>
    public bool IsRemote { get; private set; }

    /// <summary>Whether the state of a remote region after the last window is here.</summary>
    internal bool HasFarState => _farState is not null;

    /// <summary>From now on another process carries this region.</summary>
    internal void Detach()
    {
        _farEarliest = Earliest;
        IsRemote = true;
        _queue.RemoveAll(static _ => true);
    }

    /// <summary>Writes what the region did in the window that it has closed.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="report">For whom.</param>
    /// <param name="catalog">The events and messages of the run.</param>
    /// <exception cref="InvalidOperationException">An agent spawned another: only the process in which its parent lives
    /// can make it.</exception>
    public void WriteReport(StateWriter writer, in RegionReport report, RecordCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_outbox.Spawns.Count > 0)
        {
            throw new InvalidOperationException(
                $"{_outbox.Spawns[0].Parent.Name} spawns {_outbox.Spawns[0].Blueprint.Name}; a run on several nodes "
                + "keeps the agents of its scenario; run it on one.");
        }

        writer.Write(Number);
        writer.Write(report.Window.Number);
        writer.Write(Earliest);
        WriteDeeds(writer);
        foreach (int region in report.To)
        {
            _envelopes.Clear();
            EnvelopeCodec.Write(_envelopes, _outbox.For(region), report.Window.End, catalog);
            writer.Write(_envelopes.Written.Span);
        }

        writer.Write(report.IsWhole);
        if (report.IsWhole)
        {
            writer.Write(Events);
            writer.Write(ChainSum());
            writer.WriteList(_outbox.Events, (w, e) =>
            {
                w.Write(e.Time);
                w.Write(e.Agent);
                w.Write(e.Ordinal);
                catalog.Write(w, e.Event);
            });
            writer.WriteList(_outbox.Messages, (w, m) =>
            {
                w.Write(m.Time);
                w.Write(m.Agent);
                w.Write(m.IsSent);
                w.Write(m.Peer);
                catalog.Write(w, m.Message);
            });
            writer.Write(report.WithState);
            if (report.WithState)
            {
                WriteState(writer, catalog);
            }
        }
    }

    /// <summary>Takes another process's report of this region's window.</summary>
    internal void Accept(StateReader reader, in Window window, ReadOnlySpan<int> to, RecordCatalog catalog)
    {
        int side = (int)(window.Number & 1);
        _outbox = _outboxes[side];
        _outbox.Clear();
        _pushedHere.Clear();
        _farState = null;
        _farEarliest = reader.ReadTime();
        ReadDeeds(reader);
        ReadOnlyMemory<byte>[] arrived = _arrived[side];
        if (arrived.Length < _run.Regions.Count)
        {
            arrived = _arrived[side] = new ReadOnlyMemory<byte>[_run.Regions.Count];
        }

        foreach (int region in to)
        {
            arrived[region] = reader.ReadSlice();
        }

        if (reader.ReadBoolean())
        {
            Events = reader.ReadInt64();
            _farSum = reader.ReadUInt64();
            _outbox.Events.AddRange(reader.ReadList(r => new EventRecord(
                r.ReadTime(), r.ReadAgentId(), r.ReadInt64(), (DomainEvent)catalog.Read(r))));
            _outbox.Messages.AddRange(reader.ReadList(r => new MessageRecord(
                r.ReadTime(), r.ReadAgentId(), r.ReadBoolean(), r.ReadAgentId(),
                (INegotiationMessage)catalog.Read(r))));
            _farState = reader.ReadBoolean() ? FarState.Read(reader, catalog) : null;
        }
    }

    /// <summary>Takes in what a remote region sent to one that lives here.</summary>
    internal void Import(int to, in Window window, EventQueue queue)
    {
        ReadOnlyMemory<byte>[] arrived = _arrived[(int)((window.Number - 1) & 1)];
        if (to < arrived.Length && !arrived[to].IsEmpty)
        {
            EnvelopeCodec.Read(new StateReader(arrived[to]), _run.PreviousEnd, _run.Catalog!, queue);
            arrived[to] = default;
        }
    }

    /// <summary>A sum over the agents that reacted; it does not depend on their order.</summary>
    internal ulong ChainSum()
    {
        if (IsRemote)
        {
            return _farSum;
        }

        ulong sum = 0;
        foreach (AgentCell cell in _active)
        {
            sum += StableHash.Combine((ulong)cell.Id.Index, cell.Digest);
        }

        return sum;
    }

    /// <summary>The state of a remote cell, as its own process wrote it.</summary>
    internal ReadOnlyMemory<byte> FarCell(int place) => _farState!.Cells[place];

    private void PushFar(in Envelope envelope)
    {
        _farEarliest = SimTime.Min(_farEarliest, envelope.Time);
        _pushedHere.Add(envelope);
    }

    private void WriteState(StateWriter writer, RecordCatalog catalog)
    {
        AgentCell[] cells = [.. _run.CellsOf(Number)];
        writer.Write(cells.Length);
        var one = new StateWriter();
        foreach (AgentCell cell in cells)
        {
            one.Clear();
            cell.Capture(one);
            writer.Write(one.Written.Span);
        }

        writer.WriteList(Pending.ToArray(), (w, e) => RunCore.Write(w, e, catalog));
    }

    private void WriteDeeds(StateWriter writer)
    {
        writer.Write(_outbox.Sent);
        writer.Write(_outbox.Bytes);
        writer.Write(_outbox.Lost);
        writer.Write(_outbox.Dropped);
        writer.WriteList(_outbox.Bodies, static (w, b) =>
        {
            w.Write(b.Agent);
            w.Write(b.Body);
        });
        writer.WriteList(_outbox.Removed, static (w, agent) => w.Write(agent));
        writer.WriteList(_outbox.Escalations, static (w, e) =>
        {
            w.Write(e.At);
            w.Write(e.Agent);
            w.Write(e.Squad);
            w.Write(e.Cause);
        });
        writer.WriteList(_outbox.Finishes, static (w, f) =>
        {
            w.Write(f.At);
            w.Write(f.Agent);
            w.Write(f.Reason);
        });
        writer.WriteList(_outbox.Failures, static (w, f) =>
        {
            w.Write(f.At);
            w.Write(f.Agent);
            f.Failure.Capture(w);
        });
    }

    private void ReadDeeds(StateReader reader)
    {
        _outbox.Sent = reader.ReadInt64();
        _outbox.Bytes = reader.ReadInt64();
        _outbox.Lost = reader.ReadInt64();
        _outbox.Dropped = reader.ReadInt64();
        _outbox.Bodies.AddRange(reader.ReadList(static r => (r.ReadInt32(), r.ReadBody())));
        _outbox.Removed.AddRange(reader.ReadList(static r => r.ReadInt32()));
        foreach (int agent in _outbox.Removed)
        {
            _run.CellAt(new AgentId(agent)).StopFar();
        }

        _outbox.Escalations.AddRange(reader.ReadList(static r => new Escalation(
            r.ReadTime(), r.ReadAgentId(), r.ReadInt32(), r.ReadString()!)));
        _outbox.Finishes.AddRange(reader.ReadList(static r => (r.ReadTime(), r.ReadAgentId(), r.ReadString()!)));
        _outbox.Failures.AddRange(reader.ReadList(r => (r.ReadTime(), r.ReadAgentId(), RunFailure.Read(r, Seed))));
    }

    /// <summary>A remote region's cells and pending events.</summary>
    private sealed record FarState(ReadOnlyMemory<byte>[] Cells, List<Envelope> Pending)
    {
        public static FarState Read(StateReader reader, RecordCatalog catalog)
        {
            var cells = new ReadOnlyMemory<byte>[reader.ReadInt32()];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.ReadSlice();
            }

            return new FarState(cells, reader.ReadList(r => RunCore.ReadEnvelope(r, catalog)));
        }
    }
}

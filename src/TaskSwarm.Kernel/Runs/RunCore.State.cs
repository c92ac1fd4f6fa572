using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>The whole state of a run between two windows.</content>
public sealed partial class RunCore
{
    /// <summary>
    /// Whether <see cref="Capture"/> may be called now: between windows, while the run goes on, and as long as all its
    /// agents are the scenario's own. How a spawned agent is made is known to its parent alone, so a run that has
    /// spawned is made again from its start. Of regions that other processes carry, the state must have come along with
    /// their reports of the last window.
    /// </summary>
    public bool CanCapture => !_ended && _cells.Count == Simulation.Agents.Count
        && Array.TrueForAll(_regions, static r => !r.IsRemote || r.HasFarState);

    /// <summary>Writes all that the run's future depends on, and all that its readers have gathered. How the run is cut
    /// into regions is not part of it.</summary>
    /// <exception cref="InvalidOperationException"><see cref="CanCapture"/> is false.</exception>
    public void Capture(StateWriter writer, RecordCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(catalog);
        if (!CanCapture)
        {
            throw new InvalidOperationException("A run that has ended or has spawned agents cannot be captured.");
        }

        writer.Write(_cells.Count);
        writer.Write(_window.Number);
        writer.Write(_window.Start);
        writer.Write(_window.End);
        writer.Write(_environmentSequence);
        writer.Write(_supervisorSequence);
        writer.Write(WindowChain);
        _totals.Capture(writer);
        writer.WriteList(_squadRestarts, static (w, restarts) =>
            w.WriteList(restarts ?? [], static (inner, at) => inner.Write(at)));
        CaptureCells(writer);
        CaptureWorld(writer);
        Envelope[] pending = [.. _regions.SelectMany(r => r.Pending).Order()];
        writer.WriteList(pending, (w, envelope) => Write(w, envelope, catalog));
        foreach (IRunReader reader in _readers)
        {
            reader.Capture(writer);
        }
    }

    /// <summary>Makes a run that goes on where another was captured.</summary>
    /// <param name="simulation">What the other ran.</param>
    /// <param name="regions">Into how many parts to cut it, at least 1; need not be as it was.</param>
    /// <param name="state">What <see cref="Capture"/> wrote.</param>
    /// <param name="catalog">The catalogue with which it wrote.</param>
    /// <exception cref="InvalidOperationException">The state is not of this simulation.</exception>
    public static RunCore Restore(Simulation simulation, int regions, StateReader state, RecordCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(catalog);
        var run = new RunCore(regions, simulation);
        run.RestoreFrom(state, catalog);
        return state.AtEnd
            ? run
            : throw new InvalidOperationException("the state holds more than the scenario's agents and readers");
    }

    private void RestoreFrom(StateReader state, RecordCatalog catalog)
    {
        int agents = state.ReadInt32();
        if (agents != _cells.Count)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"the state is of {agents} agents, the scenario has {_cells.Count}"));
        }

        _window = new Window(state.ReadInt64(), state.ReadTime(), state.ReadTime());
        _environmentSequence = state.ReadInt64();
        _supervisorSequence = state.ReadInt64();
        WindowChain = state.ReadUInt64();
        _totals.Restore(state);
        List<List<SimTime>> restarts = state.ReadList(static r => r.ReadList(static inner => inner.ReadTime()));
        if (restarts.Count != _squadRestarts.Length)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"the state is of {restarts.Count} squads, the scenario has {_squadRestarts.Length}"));
        }

        restarts.CopyTo(_squadRestarts!);
        foreach (AgentCell cell in _cells)
        {
            cell.Restore(state, Simulation.Seed);
        }

        RestoreWorld(state);
        foreach (RegionCore region in _regions)
        {
            region.StartAt(_window.End);
        }

        foreach (Envelope envelope in state.ReadList(r => ReadEnvelope(r, catalog)))
        {
            _regions[RegionOf(envelope.Receiver)].Push(envelope);
        }

        foreach (IRunReader reader in _readers)
        {
            reader.Restore(state);
        }

        Progress.Advance(_window.End, _totals.Events, _window.Number);
        Progress.SetTasks(_ledger.Count, _ledger.Done);
    }

    private void CaptureWorld(StateWriter writer)
    {
        for (int i = 0; i < _cells.Count; i++)
        {
            writer.Write(World.IsPresent(i));
            if (World.IsPresent(i))
            {
                writer.Write(World.Bodies[i]);
            }
        }
    }

    private void RestoreWorld(StateReader state)
    {
        for (int i = 0; i < _cells.Count; i++)
        {
            if (state.ReadBoolean())
            {
                World.Publish(i, state.ReadBody());
            }
            else
            {
                World.Remove(i);
            }
        }
    }

    internal static void Write(StateWriter writer, in Envelope envelope, RecordCatalog catalog)
    {
        writer.Write(envelope.Time);
        writer.Write(envelope.Receiver);
        writer.Write(envelope.Sender);
        writer.Write(envelope.Sequence);
        writer.Write(envelope.TimerOf);
        catalog.Write(writer, envelope.Payload);
    }

    internal static Envelope ReadEnvelope(StateReader reader, RecordCatalog catalog)
    {
        SimTime time = reader.ReadTime();
        AgentId receiver = reader.ReadAgentId();
        AgentId sender = reader.ReadAgentId();
        long sequence = reader.ReadInt64();
        int timerOf = reader.ReadInt32();
        return new Envelope(time, receiver, sender, sequence, (IMessage)catalog.Read(reader), timerOf);
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>A cell's state between two windows.</content>
public sealed partial class AgentCell
{
    internal void Capture(StateWriter writer)
    {
        writer.Write(Name);
        writer.Write((int)Status);
        writer.Write(Digest);
        writer.Write(Emitted);
        writer.Write(Sequence);
        writer.Write(Incarnation);
        writer.Write(LinkBusyUntil);
        writer.Write(Children);
        CaptureStreams(writer);
        writer.WriteList(_cancelled?.Order().ToArray() ?? [], static (w, sequence) => w.Write(sequence));
        writer.Write(_faults is not null);
        _faults?.Capture(writer);
        Agent.Capture(writer);
    }

    internal void Restore(StateReader reader, ulong seed)
    {
        string? name = reader.ReadString();
        if (name != Name)
        {
            throw new InvalidOperationException($"the state is of agent {name}, where the scenario has {Name}");
        }

        Status = (AgentStatus)reader.ReadInt32();
        Digest = reader.ReadUInt64();
        Emitted = reader.ReadInt64();
        Sequence = reader.ReadInt64();
        Incarnation = reader.ReadInt32();
        LinkBusyUntil = reader.ReadTime();
        Children = reader.ReadInt32();
        RestoreStreams(reader, seed);
        List<long> cancelled = reader.ReadList(static r => r.ReadInt64());
        _cancelled = cancelled.Count == 0 ? null : [.. cancelled];
        if (reader.ReadBoolean() && Faults.Restore(reader))
        {
            Faults.Stream = Stream(FaultPurpose, seed);
        }

        Agent.Restore(reader);
    }

    /// <summary>Draws the next crash of an agent that had no failure rate before.</summary>
    internal Envelope FirstRandomCrash(SimTime now, ulong seed)
    {
        Faults.Stream ??= Stream(FaultPurpose, seed);
        double wait = Faults.Stream.NextExponential(Faults.Rate!.MeanTimeBetweenFailures.Seconds);
        return new Envelope(
            now + SimDuration.CeilingSeconds(Math.Max(wait, 1e-6)), Id, Id, Sequence++,
            new KernelCommand.RandomCrash(Incarnation), Incarnation);
    }

    private void CaptureStreams(StateWriter writer)
    {
        int first = _firstStream is null ? 0 : 1;
        writer.Write(first + (_otherStreams?.Count ?? 0));
        if (_firstStream is not null)
        {
            Capture(writer, _firstPurpose!, _firstStream);
        }

        foreach ((string purpose, RandomStream stream) in _otherStreams ?? [])
        {
            Capture(writer, purpose, stream);
        }
    }

    private static void Capture(StateWriter writer, string purpose, RandomStream stream)
    {
        writer.Write(purpose);
        stream.Capture(writer);
    }

    private void RestoreStreams(StateReader reader, ulong seed)
    {
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            // Purposes are compared by reference first: the one object that all constants of this text share.
            string purpose = string.Intern(reader.ReadString()!);
            Stream(purpose, seed).Restore(reader);
        }
    }
}

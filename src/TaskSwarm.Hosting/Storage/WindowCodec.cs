using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Storage;

/// <summary>
/// A window as bytes: whole numbers of variable length, positions in millimetres. Times count from the window's start;
/// those of messages, and their agents, from the message before. A window's bytes depend on nothing but the window, so
/// two runs have done the same in it exactly if the bytes are equal.
/// </summary>
/// <param name="catalog">The events and messages that may occur.</param>
internal sealed class WindowCodec(RecordCatalog catalog)
{
    private const double MillimetresPerMetre = 1000;
    private const int ChunkSize = 4096;

    private readonly List<Chunk> _chunks = [];

    /// <summary>Writes a window.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="commit">The window.</param>
    /// <param name="world">The world after it, if positions are kept; else null.</param>
    public void Write(StateWriter writer, in WindowCommit commit, WorldView? world)
    {
        long start = commit.Window.Start.Micros;
        writer.Write(commit.Window.Number);
        writer.Write(start);
        writer.Write(commit.Window.End.Micros - start);
        writer.Write(commit.Chain);
        writer.Write(commit.Events.Count);
        for (int i = 0; i < commit.Events.Count; i++)
        {
            EventRecord record = commit.Events[i];
            writer.Write(record.Time.Micros - start);
            writer.Write(record.Agent);
            writer.Write(record.Ordinal);
            catalog.Write(writer, record.Event);
        }

        WriteMessages(writer, commit.Messages, start);
        WriteBodies(writer, world);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public StoredWindow Read(StateReader reader)
    {
        Window window = ReadHead(reader);
        ulong chain = reader.ReadUInt64();
        long start = window.Start.Micros;
        List<EventRecord> events = reader.ReadList(r => new EventRecord(
            new SimTime(start + r.ReadInt64()), r.ReadAgentId(), r.ReadInt64(), (DomainEvent)catalog.Read(r)));
        MessageRecord[] messages = ReadMessages(reader, start);
        return new StoredWindow(window, chain, events, messages, ReadBodies(reader));
    }

    /// <summary>Reads the number and the bounds only.</summary>
    public static Window ReadHead(StateReader reader)
    {
        long number = reader.ReadInt64();
        SimTime start = reader.ReadTime();
        return new Window(number, start, start + reader.ReadDuration());
    }

    private void WriteMessages(StateWriter writer, IReadOnlyList<MessageRecord> messages, long start)
    {
        writer.Write(messages.Count);
        int chunks = Chunks(messages.Count);
        while (_chunks.Count < chunks)
        {
            _chunks.Add(new Chunk());
        }

        InParallel(chunks, i => WriteChunk(_chunks[i], messages, start, i * ChunkSize));
        for (int i = 0; i < chunks; i++)
        {
            writer.Write(_chunks[i].Writer.Written.Span);
        }
    }

    private void WriteChunk(Chunk chunk, IReadOnlyList<MessageRecord> messages, long start, int first)
    {
        chunk.Begin();
        (long time, int agent) = (start, 0);
        int end = Math.Min(first + ChunkSize, messages.Count);
        for (int i = first; i < end; i++)
        {
            MessageRecord record = messages[i];
            StateWriter writer = chunk.Writer;
            writer.Write(record.Time.Micros - time);
            writer.Write(record.Agent.Index - agent);
            writer.Write(record.Peer);
            (time, agent) = (record.Time.Micros, record.Agent.Index);
            chunk.Write(record.IsSent, record.Message, catalog);
        }
    }

    private MessageRecord[] ReadMessages(StateReader reader, long start)
    {
        int count = reader.ReadInt32();
        if (count < 0)
        {
            throw new InvalidOperationException($"A window holds {count} messages.");
        }

        var parts = new ReadOnlyMemory<byte>[Chunks(count)];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = reader.ReadSlice();
        }

        var messages = new MessageRecord[count];
        InParallel(parts.Length, i => ReadChunk(
            new StateReader(parts[i]),
            messages.AsSpan(i * ChunkSize, Math.Min(ChunkSize, count - (i * ChunkSize))), start));
        return messages;
    }

    private void ReadChunk(StateReader reader, Span<MessageRecord> messages, long start)
    {
        INegotiationMessage? before = null;
        (long time, int agent) = (start, 0);
        foreach (ref MessageRecord message in messages)
        {
            time += reader.ReadInt64();
            agent += reader.ReadInt32();
            AgentId peer = reader.ReadAgentId();
            int flags = reader.ReadInt32();
            before = (flags & 2) != 0 ? before : (INegotiationMessage)catalog.Read(reader);
            message = new MessageRecord(new SimTime(time), new AgentId(agent), (flags & 1) != 0, peer, before!);
        }
    }

    private static int Chunks(int messages) => (messages + ChunkSize - 1) / ChunkSize;

    // Chunks are cut by number alone, so the bytes do not tell how many threads there were.
    private static void InParallel(int chunks, Action<int> work)
    {
        if (chunks > 1)
        {
            Parallel.For(0, chunks, work);
        }
        else if (chunks == 1)
        {
            work(0);
        }
    }

    private static void WriteBodies(StateWriter writer, WorldView? world)
    {
        int count = 0;
        for (int i = 0; i < (world?.Count ?? 0); i++)
        {
            count += world!.HasBody(new AgentId(i)) ? 1 : 0;
        }

        writer.Write(count);
        for (int i = 0; count > 0 && i < world!.Count; i++)
        {
            var agent = new AgentId(i);
            if (world.HasBody(agent))
            {
                Vec3 at = world.BodyOf(agent).Position;
                writer.Write(agent);
                writer.Write(Millimetres(at.X));
                writer.Write(Millimetres(at.Y));
                writer.Write(Millimetres(at.Z));
            }
        }
    }

    private static List<BodySample> ReadBodies(StateReader reader) => reader.ReadList(static r => new BodySample(
        r.ReadAgentId(), new Vec3(Metres(r.ReadInt64()), Metres(r.ReadInt64()), Metres(r.ReadInt64()))));

    private static long Millimetres(double metres) =>
        (long)Math.Round(Math.Clamp(metres * MillimetresPerMetre, -9e18, 9e18), MidpointRounding.ToEven);

    private static double Metres(long millimetres) => millimetres / MillimetresPerMetre;

    /// <summary>Messages one after another, of which one that says the same as the one before is not written again: a
    /// call for proposals is told to many.</summary>
    private sealed class Chunk
    {
        private INegotiationMessage? _before;
        private StateWriter _beforeBytes = new();
        private StateWriter _bytes = new();

        public StateWriter Writer { get; } = new();

        public void Begin()
        {
            Writer.Clear();
            _before = null;
        }

        /// <summary>What counts is what is said: whether it is one object depends on which process the sender lived in
        /// and whether the run was resumed, and a window's bytes must not.</summary>
        public void Write(bool isSent, INegotiationMessage message, RecordCatalog catalog)
        {
            bool same = ReferenceEquals(message, _before);
            if (!same)
            {
                _bytes.Clear();
                catalog.Write(_bytes, message);
                same = _before is not null && _bytes.Written.Span.SequenceEqual(_beforeBytes.Written.Span);
            }

            Writer.Write((isSent ? 1 : 0) + (same ? 2 : 0));
            if (!same)
            {
                Writer.WriteRaw(_bytes.Written.Span);
                (_bytes, _beforeBytes) = (_beforeBytes, _bytes);
                _before = message;
            }
        }
    }
}

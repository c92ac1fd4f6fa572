using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>Envelopes on their way between two regions as bytes: numbers count from the envelope before.</summary>
internal static class EnvelopeCodec
{
    public static void Write(
        StateWriter writer, ReadOnlySpan<Envelope> envelopes, SimTime from, RecordCatalog catalog)
    {
        writer.Write(envelopes.Length);
        IMessage? before = null;
        (int receiver, int sender, long sequence) = (0, 0, 0);
        foreach (ref readonly Envelope envelope in envelopes)
        {
            // A call for proposals is one object told to many.
            bool same = ReferenceEquals(envelope.Payload, before);
            writer.Write(((envelope.Time.Micros - from.Micros) << 1) | (same ? 1L : 0));
            writer.Write(envelope.Receiver.Index - receiver);
            writer.Write(envelope.Sender.Index - sender);
            writer.Write(envelope.Sequence - sequence);
            (receiver, sender, sequence) = (envelope.Receiver.Index, envelope.Sender.Index, envelope.Sequence);
            if (!same)
            {
                catalog.Write(writer, envelope.Payload);
                before = envelope.Payload;
            }
        }
    }

    public static void Read(StateReader reader, SimTime from, RecordCatalog catalog, EventQueue queue)
    {
        IMessage? before = null;
        (int receiver, int sender, long sequence) = (0, 0, 0);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            long head = reader.ReadInt64();
            receiver += reader.ReadInt32();
            sender += reader.ReadInt32();
            sequence += reader.ReadInt64();
            before = (head & 1) != 0 ? before : (IMessage)catalog.Read(reader);
            queue.Push(new Envelope(
                new SimTime(from.Micros + (head >> 1)), new AgentId(receiver), new AgentId(sender), sequence,
                before!));
        }
    }
}

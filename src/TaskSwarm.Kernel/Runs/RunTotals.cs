using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Runs;

/// <summary>Counts over all regions; whole numbers, so the partition cannot be seen in them.</summary>
internal sealed class RunTotals
{
    public long Events { get; private set; }

    public long Sent { get; private set; }

    public long Bytes { get; private set; }

    public long Lost { get; private set; }

    public long Dropped { get; private set; }

    public void Add(RegionCore region)
    {
        Events += region.Events;
        region.Events = 0;
        Sent += region.Outbox.Sent;
        Bytes += region.Outbox.Bytes;
        Lost += region.Outbox.Lost;
        Dropped += region.Outbox.Dropped;
    }

    public void Capture(StateWriter writer)
    {
        writer.Write(Events);
        writer.Write(Sent);
        writer.Write(Bytes);
        writer.Write(Lost);
        writer.Write(Dropped);
    }

    public void Restore(StateReader reader) => (Events, Sent, Bytes, Lost, Dropped) = (
        reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>One task as its initiator keeps it.</summary>
internal sealed class OpenTask(TaskSpec task)
{
    public TaskSpec Task { get; set; } = task;

    public TaskState State { get; set; } = TaskState.Announced;

    public int Announcement { get; set; }

    public int Round { get; set; }

    /// <summary>Whether a call is out and its round not yet decided.</summary>
    public bool Calling { get; set; }

    /// <summary>When the round that is out is decided at the latest.</summary>
    public SimTime ReplyBy { get; set; }

    public List<AgentId> Called { get; } = [];

    public List<AgentId> Answered { get; } = [];

    public SortedDictionary<int, double> Bids { get; } = [];

    /// <summary>Reasons of refusals and how often, in ordinal order.</summary>
    public SortedDictionary<string, int> Refusals { get; } = new(StringComparer.Ordinal);

    public double Ceiling { get; set; } = double.PositiveInfinity;

    public int Attempt { get; set; }

    public AgentId Holder { get; set; } = AgentId.None;

    public SimTime HeardAt { get; set; }

    /// <summary>Whose failure the task waits to recover from.</summary>
    public AgentId LostBy { get; set; } = AgentId.None;

    public void Capture(StateWriter writer)
    {
        TaskSpecCodec.Write(writer, Task);
        writer.Write((int)State);
        writer.Write(Announcement);
        writer.Write(Round);
        writer.Write(Calling);
        writer.Write(ReplyBy);
        writer.WriteList(Called, static (w, a) => w.Write(a));
        writer.WriteList(Answered, static (w, a) => w.Write(a));
        writer.WriteList(Bids, static (w, b) =>
        {
            w.Write(b.Key);
            w.Write(b.Value);
        });
        writer.WriteList(Refusals, static (w, r) =>
        {
            w.Write(r.Key);
            w.Write(r.Value);
        });
        writer.Write(Ceiling);
        writer.Write(Attempt);
        writer.Write(Holder);
        writer.Write(HeardAt);
        writer.Write(LostBy);
    }

    public static OpenTask Read(StateReader reader)
    {
        var open = new OpenTask(TaskSpecCodec.Read(reader))
        {
            State = (TaskState)reader.ReadInt32(),
            Announcement = reader.ReadInt32(),
            Round = reader.ReadInt32(),
            Calling = reader.ReadBoolean(),
            ReplyBy = reader.ReadTime(),
        };
        open.Called.AddRange(reader.ReadList(static r => r.ReadAgentId()));
        open.Answered.AddRange(reader.ReadList(static r => r.ReadAgentId()));
        foreach ((int bidder, double cost) in reader.ReadList(static r => (r.ReadInt32(), r.ReadDouble())))
        {
            open.Bids.Add(bidder, cost);
        }

        foreach ((string reason, int count) in reader.ReadList(static r => (r.ReadString()!, r.ReadInt32())))
        {
            open.Refusals.Add(reason, count);
        }

        open.Ceiling = reader.ReadDouble();
        open.Attempt = reader.ReadInt32();
        open.Holder = reader.ReadAgentId();
        open.HeardAt = reader.ReadTime();
        open.LostBy = reader.ReadAgentId();
        return open;
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>What the dispatcher knows of one item.</summary>
internal sealed class ItemFile
{
    public ItemState State { get; set; }

    /// <summary>Who holds, does or did it, by places of agents; the first leads.</summary>
    public IReadOnlyList<int> Team { get; set; } = [];

    public WorkOrder Order { get; set; }

    /// <summary>When it began, or should.</summary>
    public SimTime Start { get; set; } = SimTime.Never;

    /// <summary>When it ended, or should.</summary>
    public SimTime End { get; set; } = SimTime.Never;

    /// <summary>How often it has been taken back for its lateness.</summary>
    public int Repeat { get; set; }

    public void Capture(StateWriter writer)
    {
        writer.Write((int)State);
        writer.WriteList(Team, static (w, a) => w.Write(a));
        Order.Capture(writer);
        writer.Write(Start);
        writer.Write(End);
        writer.Write(Repeat);
    }

    public static ItemFile Read(StateReader reader) => new()
    {
        State = (ItemState)reader.ReadInt32(),
        Team = reader.ReadList(static r => r.ReadInt32()),
        Order = WorkOrder.Read(reader),
        Start = reader.ReadTime(),
        End = reader.ReadTime(),
        Repeat = reader.ReadInt32(),
    };
}

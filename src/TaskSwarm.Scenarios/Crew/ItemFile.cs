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

    /// <summary>The award under which it was done; 0 before.</summary>
    public int DoneAttempt { get; set; }

    /// <summary>The teams of all its awards to several agents, in their order.</summary>
    public List<(int Attempt, IReadOnlyList<int> Team)> Teams { get; } = [];

    /// <summary>Awards under which it was done as well, and who led: that has used up budgets too.</summary>
    public List<(int Attempt, int Agent)> Redundant { get; } = [];

    /// <summary>Who works under an award.</summary>
    /// <param name="attempt">Its number.</param>
    /// <param name="leader">Who holds it.</param>
    public IReadOnlyList<int> TeamOf(int attempt, int leader)
    {
        int team = Teams.FindIndex(t => t.Attempt == attempt);
        return team >= 0 ? Teams[team].Team : [leader];
    }

    public void Capture(StateWriter writer)
    {
        writer.Write((int)State);
        writer.WriteList(Team, static (w, a) => w.Write(a));
        Order.Capture(writer);
        writer.Write(Start);
        writer.Write(End);
        writer.Write(Repeat);
        writer.Write(DoneAttempt);
        writer.WriteList(Teams, static (w, t) =>
        {
            w.Write(t.Attempt);
            w.WriteList(t.Team, static (x, a) => x.Write(a));
        });
        writer.WriteList(Redundant, static (w, r) =>
        {
            w.Write(r.Attempt);
            w.Write(r.Agent);
        });
    }

    public static ItemFile Read(StateReader reader)
    {
        var file = new ItemFile
        {
            State = (ItemState)reader.ReadInt32(),
            Team = reader.ReadList(static r => r.ReadInt32()),
            Order = WorkOrder.Read(reader),
            Start = reader.ReadTime(),
            End = reader.ReadTime(),
            Repeat = reader.ReadInt32(),
            DoneAttempt = reader.ReadInt32(),
        };
        foreach ((int attempt, List<int> team) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(static x => x.ReadInt32()))))
        {
            file.Teams.Add((attempt, team));
        }

        file.Redundant.AddRange(reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())));

        return file;
    }
}

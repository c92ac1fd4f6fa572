using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>What the ledger knows of one task.</summary>
public sealed class TaskRecord
{
    internal TaskRecord(TaskId id, string name, SimTime release, SimTime due, SimTime announced) =>
        (Id, Name, Release, Due, AnnouncedAt) = (id, name, release, due, announced);

    /// <summary>Its number.</summary>
    public TaskId Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>When it became known.</summary>
    public SimTime Release { get; }

    /// <summary>When it should be done.</summary>
    public SimTime Due { get; }

    /// <summary>When it was first announced.</summary>
    public SimTime AnnouncedAt { get; }

    /// <summary>Where it stands.</summary>
    public TaskState State { get; internal set; } = TaskState.Announced;

    /// <summary>Awards so far.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Who holds or did it; <see cref="AgentId.None"/> while nobody does.</summary>
    public AgentId Holder { get; internal set; } = AgentId.None;

    /// <summary>First award; <see cref="SimTime.Never"/> without one.</summary>
    public SimTime FirstAwardAt { get; internal set; } = SimTime.Never;

    /// <summary>Start of the last attempt; <see cref="SimTime.Never"/> without one.</summary>
    public SimTime StartedAt { get; internal set; } = SimTime.Never;

    /// <summary>When it reached a final state; for a done task, when the work ended.</summary>
    public SimTime EndedAt { get; internal set; } = SimTime.Never;

    /// <summary>Re-announcements.</summary>
    public int Reannouncements { get; internal set; }

    /// <summary>Why the last attempt, or the task, came to nothing.</summary>
    public string? Reason { get; internal set; }

    internal void Capture(StateWriter writer)
    {
        writer.Write(Id.Number);
        writer.Write(Name);
        writer.Write(Release);
        writer.Write(Due);
        writer.Write(AnnouncedAt);
        writer.Write((int)State);
        writer.Write(Attempts);
        writer.Write(Holder);
        writer.Write(FirstAwardAt);
        writer.Write(StartedAt);
        writer.Write(EndedAt);
        writer.Write(Reannouncements);
        writer.Write(Reason);
    }

    internal static TaskRecord Read(StateReader reader) => new(
        new TaskId(reader.ReadInt32()), reader.ReadString()!, reader.ReadTime(), reader.ReadTime(), reader.ReadTime())
    {
        State = (TaskState)reader.ReadInt32(),
        Attempts = reader.ReadInt32(),
        Holder = reader.ReadAgentId(),
        FirstAwardAt = reader.ReadTime(),
        StartedAt = reader.ReadTime(),
        EndedAt = reader.ReadTime(),
        Reannouncements = reader.ReadInt32(),
        Reason = reader.ReadString(),
    };

    /// <summary>Whether it can change no more.</summary>
    public bool IsFinal => State >= TaskState.Done;
}

using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>
/// Names one conversation, as FIPA's <c>conversation-id</c> does: set by the initiator, carried by every message of it,
/// unique in the run. Each announcement of a task opens a new conversation.
/// </summary>
/// <param name="Initiator">Who opened it.</param>
/// <param name="Task">What it is about.</param>
/// <param name="Announcement">Which announcement of the task, from 1.</param>
public readonly record struct ConversationId(AgentId Initiator, TaskId Task, int Announcement)
{
    /// <summary>For people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Initiator.Index}/{Task.Number}/{Announcement}");

    /// <summary>Writes the three numbers.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Initiator);
        writer.Write(Task.Number);
        writer.Write(Announcement);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static ConversationId Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new ConversationId(reader.ReadAgentId(), new TaskId(reader.ReadInt32()), reader.ReadInt32());
    }
}

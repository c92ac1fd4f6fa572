using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>An award as its holder keeps it.</summary>
/// <param name="Conversation">The conversation in which it was won.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Attempt">The number of the award.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="Started">Whether the holder is at it.</param>
public sealed record HeldTask(ConversationId Conversation, int Round, int Attempt, TaskSpec Task, bool Started)
{
    /// <summary>From when the award's lease runs: its initiator granted or confirmed it no earlier.</summary>
    public SimTime LeasedFrom { get; init; }

    internal void Capture(StateWriter writer)
    {
        Conversation.Capture(writer);
        writer.Write(Round);
        writer.Write(Attempt);
        TaskSpecCodec.Write(writer, Task);
        writer.Write(Started);
        writer.Write(LeasedFrom);
    }

    internal static HeldTask Read(StateReader reader) => new(
        ConversationId.Read(reader), reader.ReadInt32(), reader.ReadInt32(), TaskSpecCodec.Read(reader),
        reader.ReadBoolean())
    {
        LeasedFrom = reader.ReadTime(),
    };
}

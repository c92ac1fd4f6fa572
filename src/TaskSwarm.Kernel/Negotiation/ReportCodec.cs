using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>Writes and reads the reports that a participant repeats until they are acknowledged.</summary>
internal static class ReportCodec
{
    public static void Write(StateWriter writer, ContractNetMessage report)
    {
        report.Conversation.Capture(writer);
        writer.Write(report.Round);
        switch (report)
        {
            case InformDone done:
                writer.Write(true);
                writer.Write(done.Attempt);
                writer.Write(done.CompletedAt);
                writer.Write(done.Result.HasValue);
                writer.Write(done.Result ?? 0);
                break;
            case InformFailure failure:
                writer.Write(false);
                writer.Write(failure.Attempt);
                writer.Write(failure.Reason);
                break;
            default:
                throw new InvalidOperationException($"{report.GetType().Name} is not a report.");
        }
    }

    public static ContractNetMessage Read(StateReader reader)
    {
        ConversationId conversation = ConversationId.Read(reader);
        int round = reader.ReadInt32();
        if (!reader.ReadBoolean())
        {
            return new InformFailure(conversation, round, reader.ReadInt32(), reader.ReadString()!);
        }

        (int attempt, Time.SimTime at) = (reader.ReadInt32(), reader.ReadTime());
        (bool hasResult, double result) = (reader.ReadBoolean(), reader.ReadDouble());
        return new InformDone(conversation, round, attempt, at, hasResult ? result : null);
    }
}

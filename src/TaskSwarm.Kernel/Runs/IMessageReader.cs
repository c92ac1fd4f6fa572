using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// A reader that also wants the messages of negotiations. Only a run that has one keeps records of messages.
/// </summary>
public interface IMessageReader : IRunReader
{
    /// <summary>
    /// Called for each <see cref="INegotiationMessage"/> that was sent or reacted to, in the order (time, agent, the
    /// agent's own order), after the domain events of the same window. A message is received at least one lookahead
    /// after it was sent, so no answer comes before its question.
    /// </summary>
    void OnMessage(in MessageRecord record);
}

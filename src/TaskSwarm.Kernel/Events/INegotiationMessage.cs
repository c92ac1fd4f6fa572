namespace TaskSwarm.Kernel.Events;

/// <summary>
/// A message of a protocol that monitors hold agents to: readers of messages (<see cref="Runs.IMessageReader"/>) see it
/// when it is sent and when it is reacted to. Other messages are never shown to readers, which keeps them cheap.
/// </summary>
public interface INegotiationMessage : IMessage
{
}

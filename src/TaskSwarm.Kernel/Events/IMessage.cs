namespace TaskSwarm.Kernel.Events;

/// <summary>
/// What one agent tells another, or itself by a timer. Implementations are immutable records: the object itself
/// crosses from agent to agent inside a process.
/// </summary>
public interface IMessage
{
    /// <summary>
    /// Bytes on the simulated wire, headers included; decides the transmission time where bandwidth is finite.
    /// </summary>
    int SizeBytes => 64;
}

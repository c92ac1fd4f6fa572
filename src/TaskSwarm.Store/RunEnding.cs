namespace TaskSwarm.Store;

/// <summary>What is known of a run at its end.</summary>
/// <param name="State"><see cref="RunState.Completed"/>, <see cref="RunState.Failed"/> or
/// <see cref="RunState.Interrupted"/>.</param>
/// <param name="Digest">The final digest.</param>
/// <param name="Events">Events of the whole run, the parent's share included.</param>
/// <param name="SimulatedMicros">Simulated time that it reached, in microseconds.</param>
/// <param name="Ending">Whatever the caller wants to show again: summary and metrics, for one.</param>
public sealed record RunEnding(
    RunState State,
    string Digest,
    long Events,
    long SimulatedMicros,
    ReadOnlyMemory<byte> Ending);

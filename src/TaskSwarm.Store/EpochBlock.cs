namespace TaskSwarm.Store;

/// <summary>Some windows of a run, committed together.</summary>
/// <param name="Number">Counted from 1 without gaps; a fork goes on from its fork epoch.</param>
/// <param name="FirstWindow">First window in it.</param>
/// <param name="LastWindow">Last window in it.</param>
/// <param name="UntilMicros">Simulated time up to which it reaches, in microseconds.</param>
/// <param name="Events">Events in it, not counting earlier epochs.</param>
/// <param name="Digest">Digest of the run after it; may be empty, at most 256 bytes of UTF-8.</param>
/// <param name="Payload">What the caller wants kept; it must not change before <see cref="OnPacked"/>.</param>
public sealed record EpochBlock(
    long Number,
    long FirstWindow,
    long LastWindow,
    long UntilMicros,
    long Events,
    string Digest,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>Called from any thread once the payload's memory may be used again; not if the epoch is dropped.
    /// </summary>
    public Action? OnPacked { get; init; }
}

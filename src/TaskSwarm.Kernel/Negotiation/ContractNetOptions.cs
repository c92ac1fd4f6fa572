using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>The times and bounds of a contract net.</summary>
public sealed record ContractNetOptions
{
    /// <summary>How long a call waits for answers; all having answered ends it sooner.</summary>
    public SimDuration ReplyWithin { get; init; } = SimDuration.FromMillis(500);

    /// <summary>How often a holder renews its lease; zero: neither heartbeats nor leases.</summary>
    public SimDuration Heartbeat { get; init; } = SimDuration.FromMillis(1000);

    /// <summary>After so many heartbeats unheard a holder is taken to have failed.</summary>
    public int MissedHeartbeats { get; init; } = 3;

    /// <summary>After so many re-announcements a task has failed.</summary>
    public int MaxReannouncements { get; init; } = 10;

    /// <summary>How long to wait before a task that nobody bid for is announced again; doubles each time.</summary>
    public SimDuration RetryAfter { get; init; } = SimDuration.FromMillis(1000);

    /// <summary>How often <see cref="RetryAfter"/> doubles at most.</summary>
    public int MaxBackoffDoublings { get; init; } = 5;

    /// <summary>How long a holder may be unheard.</summary>
    public SimDuration Lease => Heartbeat * MissedHeartbeats;

    /// <summary>
    /// How long a holder that has heard nothing may begin work: from the sending of the last heartbeat that was
    /// answered. It ends before the initiator's <see cref="Lease"/> does, except where that is a single heartbeat: then
    /// an answer could never come in time, and two are allowed.
    /// </summary>
    public SimDuration HolderLease => Heartbeat * Math.Max(2, MissedHeartbeats);
}

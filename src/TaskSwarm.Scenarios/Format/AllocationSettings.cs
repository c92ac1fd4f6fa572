using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The section <c>allocation</c>: how tasks find agents and how failed agents are noticed.</summary>
/// <param name="Strategy">Name of the strategy.</param>
/// <param name="ReplyWithin">How long bids are waited for.</param>
/// <param name="Heartbeat">How often an agent that holds tasks says that it is there.</param>
/// <param name="MissedHeartbeats">After so many missing ones it is taken to have failed.</param>
/// <param name="MaxRounds">Rounds of one call for proposals, in the iterated form.</param>
/// <param name="MaxReannouncements">How often one task is announced again before it fails.</param>
public sealed record AllocationSettings(
    string Strategy, SimDuration ReplyWithin, SimDuration Heartbeat, int MissedHeartbeats, int MaxRounds,
    int MaxReannouncements)
{
    /// <summary>What the strategy itself is told.</summary>
    public StrategyOptions Options => new() { MaxRounds = MaxRounds };

    /// <summary>The times and bounds as a contract net takes them.</summary>
    public ContractNetOptions ContractNet => new()
    {
        ReplyWithin = ReplyWithin,
        Heartbeat = Heartbeat,
        MissedHeartbeats = MissedHeartbeats,
        MaxReannouncements = MaxReannouncements,
    };
}

using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>A round of an auction was decided.</summary>
/// <param name="Round">Its number.</param>
/// <param name="Offered">How many tasks were on offer.</param>
/// <param name="Asked">How many agents were asked.</param>
/// <param name="Silent">How many of them did not answer in time.</param>
/// <param name="Bids">How many bids there were, with those of earlier rounds that stand.</param>
/// <param name="Awarded">How many tasks were awarded.</param>
public sealed record AuctionRoundDecided(int Round, int Offered, int Asked, int Silent, int Bids, int Awarded)
    : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Offered);
        encoder.Write(Asked);
        encoder.Write(Silent);
        encoder.Write(Bids);
        encoder.Write(Awarded);
    }
}

/// <summary>Bids came for a round that is over; they do not count.</summary>
/// <param name="Round">Which round they answer.</param>
/// <param name="Agent">Whose, by places of agents.</param>
public sealed record AuctionBidCameLate(int Round, int Agent) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Agent);
    }
}

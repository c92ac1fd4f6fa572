using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>A member has this model, and no exchange brought it there: it has learnt, is up again after a crash, or has
/// given an exchange up.</summary>
/// <param name="First">Projection on the first direction.</param>
/// <param name="Second">On the second.</param>
/// <param name="Third">On the third.</param>
/// <param name="Fourth">On the fourth.</param>
/// <param name="Fingerprint">Of all its parameters.</param>
public sealed record ModelStands(double First, double Second, double Third, double Fourth, long Fingerprint)
    : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(First);
        encoder.Write(Second);
        encoder.Write(Third);
        encoder.Write(Fourth);
        encoder.Write(Fingerprint);
    }
}

/// <summary>A member has moved to the mean of its model and a neighbour's.</summary>
/// <param name="Exchange">Number of the exchange: when the asking member began it.</param>
/// <param name="With">The other.</param>
/// <param name="HasAsked">Whether this is the member that asked, and the other has moved before.</param>
/// <param name="First">Projection on the first direction.</param>
/// <param name="Second">On the second.</param>
/// <param name="Third">On the third.</param>
/// <param name="Fourth">On the fourth.</param>
/// <param name="Fingerprint">Of all its parameters.</param>
public sealed record ModelAveraged(
    SimTime Exchange, AgentId With, bool HasAsked, double First, double Second, double Third, double Fourth,
    long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Exchange);
        encoder.Write(With);
        encoder.Write(HasAsked);
        encoder.Write(First);
        encoder.Write(Second);
        encoder.Write(Third);
        encoder.Write(Fourth);
        encoder.Write(Fingerprint);
    }
}

/// <summary>A neighbour was busy: neither has moved.</summary>
/// <param name="Exchange">Number of the exchange.</param>
/// <param name="With">The neighbour.</param>
public sealed record ExchangeRefused(SimTime Exchange, AgentId With) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Exchange);
        encoder.Write(With);
    }
}

/// <summary>A neighbour has not answered, however often it was asked. Whether it has moved is not known.</summary>
/// <param name="Exchange">Number of the exchange.</param>
/// <param name="With">The neighbour.</param>
public sealed record ExchangeAbandoned(SimTime Exchange, AgentId With) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Exchange);
        encoder.Write(With);
    }
}

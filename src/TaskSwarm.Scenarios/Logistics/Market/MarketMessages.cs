using TaskSwarm.Kernel.Events;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// Which step of which round of re-auction a message belongs to. A late or repeated message is recognised by it, so
/// that asking again after a loss is harmless.
/// </summary>
/// <param name="Round">Number of the round, from 1.</param>
/// <param name="Step">Number of the step in the round, from 1.</param>
public readonly record struct RoundStep(int Round, int Step) : IComparable<RoundStep>
{
    /// <inheritdoc/>
    public int CompareTo(RoundStep other) =>
        Round != other.Round ? Round.CompareTo(other.Round) : Step.CompareTo(other.Step);

    /// <summary>Whether <paramref name="a"/> comes first.</summary>
    public static bool operator <(RoundStep a, RoundStep b) => a.CompareTo(b) < 0;

    /// <summary>Whether <paramref name="a"/> comes later.</summary>
    public static bool operator >(RoundStep a, RoundStep b) => a.CompareTo(b) > 0;

    /// <summary>Whether <paramref name="a"/> does not come later.</summary>
    public static bool operator <=(RoundStep a, RoundStep b) => a.CompareTo(b) <= 0;

    /// <summary>Whether <paramref name="a"/> does not come first.</summary>
    public static bool operator >=(RoundStep a, RoundStep b) => a.CompareTo(b) >= 0;
}

/// <summary>What a vehicle would charge for a request: the marginal cost of its best insertion.</summary>
/// <param name="Request">The request.</param>
/// <param name="Cost">Rise of the route's cost; <see cref="Insertion.Impossible"/> is a refusal.</param>
public readonly record struct Quote(int Request, long Cost);

/// <summary>A message from the dispatcher to a vehicle in a round of re-auction.</summary>
/// <param name="At">Round and step.</param>
public abstract record MarketCall(RoundStep At) : IMessage
{
    /// <summary>Bytes of a call or answer without its lists.</summary>
    internal const int HeaderBytes = 64;

    /// <summary>Bytes that describe one request.</summary>
    internal const int RequestBytes = 96;

    /// <summary>Bytes of one bid.</summary>
    internal const int QuoteBytes = 12;

    /// <inheritdoc/>
    public virtual int SizeBytes => HeaderBytes;
}

/// <summary>A vehicle's answer to the call with the same round and step.</summary>
/// <param name="At">Round and step of the call.</param>
/// <param name="Version">
/// Names the vehicle's plan: quotes stand for as long as the plan does. A plan that is restored gets its old name back.
/// </param>
/// <param name="Cost">Cost of the vehicle's plan as it is now.</param>
public abstract record MarketAnswer(RoundStep At, int Version, long Cost) : IMessage
{
    /// <inheritdoc/>
    public virtual int SizeBytes => MarketCall.HeaderBytes;
}

/// <summary>
/// Asks a vehicle to offer loads for re-auction: one request and, if more stops are asked for, the requests of a
/// string of neighbouring stops around it (Christiaens and Vanden Berghe 2020). The vehicle gives them up on
/// condition: <see cref="SettleRound"/> says whether they are gone or come back (levelled commitment).
/// </summary>
/// <param name="At">Round and step.</param>
/// <param name="Request">The request in question.</param>
/// <param name="Stops">Length of the string, in stops; the whole route if it is longer than that.</param>
/// <param name="Epoch">Number of the best joint plan so far; see <see cref="RevertToBest"/>.</param>
public sealed record OfferLoads(RoundStep At, int Request, int Stops, int Epoch) : MarketCall(At);

/// <summary>Answer to <see cref="OfferLoads"/>: what is on offer. Empty if the load is aboard already.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan without them.</param>
/// <param name="Requests">Numbers of the requests on offer.</param>
public sealed record LoadsOffered(RoundStep At, int Version, long Cost, IReadOnlyList<int> Requests)
    : MarketAnswer(At, Version, Cost);

/// <summary>Call for proposals on several requests at once; each is bid on as if it were the only one.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Requests">What bids are wanted for; empty to ask for nothing but the plan's name and cost.</param>
public sealed record CallForQuotes(RoundStep At, IReadOnlyList<TransportRequest> Requests) : MarketCall(At)
{
    /// <inheritdoc/>
    public override int SizeBytes => HeaderBytes + (RequestBytes * Requests.Count);
}

/// <summary>Answer to <see cref="CallForQuotes"/>: a bid or a refusal for each request.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan.</param>
/// <param name="Quotes">The bids, in the order of the call.</param>
public sealed record QuotesGiven(RoundStep At, int Version, long Cost, IReadOnlyList<Quote> Quotes)
    : MarketAnswer(At, Version, Cost)
{
    /// <inheritdoc/>
    public override int SizeBytes => MarketCall.HeaderBytes + (MarketCall.QuoteBytes * Quotes.Count);
}

/// <summary>
/// Awards a request on condition that the round is kept, and asks in the same breath for new bids on the others that
/// are still open.
/// </summary>
/// <param name="At">Round and step.</param>
/// <param name="Request">What is awarded.</param>
/// <param name="Others">What is still open.</param>
/// <param name="Epoch">Number of the best joint plan so far.</param>
public sealed record AwardOnCondition(
    RoundStep At, TransportRequest Request, IReadOnlyList<TransportRequest> Others, int Epoch) : MarketCall(At)
{
    /// <inheritdoc/>
    public override int SizeBytes => HeaderBytes + (RequestBytes * (1 + Others.Count));
}

/// <summary>Answer to <see cref="AwardOnCondition"/>.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan.</param>
/// <param name="Taken">False if the request no longer fits (time has gone on since the bid).</param>
/// <param name="Quotes">New bids on the others.</param>
public sealed record AwardAnswered(
    RoundStep At, int Version, long Cost, bool Taken, IReadOnlyList<Quote> Quotes) : MarketAnswer(At, Version, Cost)
{
    /// <inheritdoc/>
    public override int SizeBytes => MarketCall.HeaderBytes + (MarketCall.QuoteBytes * Quotes.Count);
}

/// <summary>Ends a round: the changes made on condition are kept, or everything is as before.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Keep">Whether the changes are kept.</param>
public sealed record SettleRound(RoundStep At, bool Keep) : MarketCall(At);

/// <summary>Answer to <see cref="SettleRound"/>.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan.</param>
public sealed record RoundSettled(RoundStep At, int Version, long Cost) : MarketAnswer(At, Version, Cost);

/// <summary>
/// Ends a planning: the vehicle goes back to its part of the best joint plan, unless that is what it has anyway.
/// </summary>
/// <param name="At">Round and step.</param>
/// <param name="Epoch">Number of that plan.</param>
public sealed record RevertToBest(RoundStep At, int Epoch) : MarketCall(At);

/// <summary>Answer to <see cref="RevertToBest"/>: what the vehicle holds now.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan.</param>
/// <param name="Requests">Numbers of the requests it holds.</param>
public sealed record Reverted(RoundStep At, int Version, long Cost, IReadOnlyList<int> Requests)
    : MarketAnswer(At, Version, Cost);

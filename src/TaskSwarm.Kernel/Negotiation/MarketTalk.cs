using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What a message about several tasks says.</summary>
/// <param name="Market">The kind of market in a word, such as <c>auction</c>.</param>
/// <param name="Round">The round that it belongs to.</param>
/// <param name="IsCall">Whether it asks for bids; else it is an answer.</param>
/// <param name="ReplyBy">Until when answers count; <see cref="SimTime.Never"/> if the message does not say.</param>
/// <param name="Offers">The tasks.</param>
public sealed record MarketTalk(
    string Market, int Round, bool IsCall, SimTime ReplyBy, IReadOnlyList<MarketOffer> Offers);

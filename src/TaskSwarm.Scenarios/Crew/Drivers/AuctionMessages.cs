using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>The dispatcher offers items to an agent whose bids it does not have.</summary>
/// <param name="Round">The number of the round; an answer carries it.</param>
/// <param name="From">Nothing starts earlier.</param>
/// <param name="ReplyBy">Later bids do not count.</param>
/// <param name="Items">What is on offer, ascending.</param>
/// <param name="Won">What the agent was awarded since it was last asked; the awards may still be on their way.</param>
internal sealed record AuctionCall(
    int Round, SimTime From, SimTime ReplyBy, IReadOnlyList<OfferedItem> Items, IReadOnlyList<OfferedItem> Won)
    : IMarketMessage
{
    public MarketTalk Tell() => new(
        "auction", Round, IsCall: true, ReplyBy,
        [.. Items.Select(i => new MarketOffer(new TaskId(i.Item), double.NaN, 1, null))]);

    public int SizeBytes => 64 + Items.Sum(i => i.SizeBytes) + Won.Sum(i => i.SizeBytes);
}

/// <summary>An offer to do some items, all of them or none. It stands until one of them is gone.</summary>
/// <param name="Items">The items, ascending.</param>
/// <param name="Cost">By how much they raise the bidder's cost.</param>
/// <param name="Times">When each would start and end.</param>
internal sealed record AuctionBid(
    IReadOnlyList<int> Items, double Cost, IReadOnlyList<(SimTime Start, SimTime End)> Times)
{
    public int SizeBytes => 16 + (20 * Items.Count);

    public void Capture(StateWriter writer)
    {
        writer.WriteList(Items, static (w, i) => w.Write(i));
        writer.Write(Cost);
        writer.WriteList(Times, static (w, t) =>
        {
            w.Write(t.Start);
            w.Write(t.End);
        });
    }

    public static AuctionBid Read(StateReader reader) => new(
        reader.ReadList(static r => r.ReadInt32()), reader.ReadDouble(),
        reader.ReadList(static r => (r.ReadTime(), r.ReadTime())));
}

/// <summary>An agent's bids, its best ones first; none if it wants nothing.</summary>
/// <param name="Round">The round that they answer.</param>
/// <param name="Bids">The bids.</param>
internal sealed record AuctionBids(int Round, IReadOnlyList<AuctionBid> Bids) : IMarketMessage
{
    public MarketTalk Tell() => new(
        "auction", Round, IsCall: false, SimTime.Never,
        [
            .. Bids.SelectMany(b => b.Items.Select((item, at) => new MarketOffer(
                new TaskId(item), b.Cost, b.Items.Count,
                new BidTerms { Start = b.Times[at].Start, End = b.Times[at].End }))),
        ]);

    public int SizeBytes => 32 + Bids.Sum(b => b.SizeBytes);
}

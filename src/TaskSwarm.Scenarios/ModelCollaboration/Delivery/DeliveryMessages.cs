using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>A cache asks a neighbour or the origin for a content.</summary>
/// <param name="Content">Which.</param>
public sealed record FetchContent(int Content) : IMessage;

/// <summary>A content itself. Only its size is simulated.</summary>
/// <param name="Content">Which.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record ContentSent(int Content, int Bytes) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => checked(DeliveryPlan.HeaderBytes + Bytes);
}

/// <summary>A cache does not hold what a neighbour asked it for.</summary>
/// <param name="Content">Which.</param>
public sealed record ContentMissing(int Content) : IMessage;

/// <summary>The directory of a cache, whenever it changes.</summary>
/// <param name="Version">Rises with every change; what is older than what is known does not count.</param>
/// <param name="Contents">What it holds, in order.</param>
public sealed record HoldingsChanged(long Version, ImmutableArray<int> Contents) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => DeliveryPlan.HeaderBytes + (sizeof(int) * Contents.Length);
}

/// <summary>A cache tells neighbours and origin that it is there, what it holds and what its clients ask for.</summary>
/// <param name="Born">When it began, or began anew with nothing.</param>
/// <param name="Holdings">Its directory.</param>
/// <param name="Asked">Contents that are asked for, in order.</param>
/// <param name="PerSecond">How often, each.</param>
public sealed record CacheReport(
    SimTime Born, HoldingsChanged Holdings, ImmutableArray<int> Asked, ImmutableArray<float> PerSecond) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => Holdings.SizeBytes + ((sizeof(int) + sizeof(float)) * Asked.Length);
}

/// <summary>The origin calls for bids, and tells what the last round has come to.</summary>
/// <param name="Auction">The auction, from 1.</param>
/// <param name="Round">Its round, from 1.</param>
/// <param name="Lots">The contents that are offered.</param>
/// <param name="Won">The content awarded in the round before; -1 in the first.</param>
/// <param name="Winner">The cache that it was awarded to; -1 in the first.</param>
public sealed record CallForBids(int Auction, int Round, ImmutableArray<int> Lots, int Won, int Winner) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => DeliveryPlan.HeaderBytes + (sizeof(int) * Lots.Length);
}

/// <summary>A cache bids for the content that is worth most to it.</summary>
/// <param name="Auction">In which auction.</param>
/// <param name="Round">In which round.</param>
/// <param name="Content">For which content.</param>
/// <param name="Saving">Seconds that clients wait less in each second if it holds that; above 0.</param>
public sealed record LotBid(int Auction, int Round, int Content, double Saving) : IMessage;

/// <summary>A cache has no bid above zero for any lot.</summary>
/// <param name="Auction">In which auction.</param>
/// <param name="Round">In which round.</param>
public sealed record BidRefused(int Auction, int Round) : IMessage;

/// <summary>The origin awards a content to a cache, which shall fetch and hold it.</summary>
/// <param name="Content">Which.</param>
public sealed record AwardContent(int Content) : IMessage;

/// <summary>A cache holds what it was awarded.</summary>
/// <param name="Content">Which.</param>
public sealed record AwardPlaced(int Content) : IMessage;

/// <summary>A cache gives an award up before it has been carried out: it has won better since.</summary>
/// <param name="Content">Which.</param>
public sealed record AwardGivenUp(int Content) : IMessage;

/// <summary>Timer of a cache: a client asks.</summary>
public sealed record RequestTag : IMessage;

/// <summary>Timer of a cache: a fetch has taken too long.</summary>
/// <param name="Content">Of what.</param>
/// <param name="Try">Which try of this cache, counted over all of its fetches.</param>
public sealed record FetchTag(int Content, long Try) : IMessage;

/// <summary>Timer of the origin: time for an auction.</summary>
public sealed record AuctionTag : IMessage;

/// <summary>Timer of the origin: a round waits for bids no longer.</summary>
/// <param name="Auction">Of which auction.</param>
/// <param name="Round">Which round.</param>
public sealed record BidsTag(int Auction, int Round) : IMessage;

/// <summary>Timer of the origin: an award should have been carried out by now.</summary>
/// <param name="Content">Which content.</param>
/// <param name="Cache">At which cache.</param>
/// <param name="Award">Which award, counted over all.</param>
public sealed record PlacementTag(int Content, int Cache, long Award) : IMessage;

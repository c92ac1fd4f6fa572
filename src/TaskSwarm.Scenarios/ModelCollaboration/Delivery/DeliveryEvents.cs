using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>A cache began, or began anew, holding nothing. Its requests are counted from 1 again.</summary>
public sealed record CacheBegan : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
    }
}

/// <summary>A cache served requests at once from what it holds. Said before its next miss and with each report: a hit
/// by itself is no event.</summary>
/// <param name="First">Number of the first of them.</param>
/// <param name="Count">How many, one after another.</param>
public sealed record HitsServed(long First, int Count) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(First);
        encoder.Write(Count);
    }
}

/// <summary>A cache does not hold what a client asks for; the client waits.</summary>
/// <param name="Number">Number of the request at this cache.</param>
/// <param name="Content">What it is for.</param>
public sealed record RequestMissed(long Number, int Content) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Number);
        encoder.Write(Content);
    }
}

/// <summary>A client that waited has been answered.</summary>
/// <param name="Number">Number of the request at this cache.</param>
/// <param name="Content">What it was for.</param>
/// <param name="Waited">How long it waited.</param>
/// <param name="From">Who had the content.</param>
public sealed record RequestAnswered(long Number, int Content, SimDuration Waited, AgentId From) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Number);
        encoder.Write(Content);
        encoder.Write(Waited);
        encoder.Write(From);
    }
}

/// <summary>A fetch took too long, and is tried again.</summary>
/// <param name="Content">Of what.</param>
/// <param name="From">Who did not answer.</param>
public sealed record FetchTimedOut(int Content, AgentId From) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Content);
        encoder.Write(From);
    }
}

/// <summary>A content was sent to a cache.</summary>
/// <param name="Content">Which.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="To">To whom.</param>
public sealed record ContentServed(int Content, int Bytes, AgentId To) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Content);
        encoder.Write(Bytes);
        encoder.Write(To);
    }
}

/// <summary>A cache holds a content from now on.</summary>
/// <param name="Content">Which.</param>
public sealed record ContentStored(int Content) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Content);
}

/// <summary>A cache no longer holds a content.</summary>
/// <param name="Content">Which.</param>
public sealed record ContentEvicted(int Content) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Content);
}

/// <summary>An auction began.</summary>
/// <param name="Auction">Its number, from 1.</param>
/// <param name="Lots">Contents that it offers.</param>
public sealed record AuctionBegan(int Auction, int Lots) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Auction);
        encoder.Write(Lots);
    }
}

/// <summary>A round of an auction awarded a content to the highest bid.</summary>
/// <param name="Auction">Which auction.</param>
/// <param name="Round">Which round, from 1.</param>
/// <param name="Bids">How many caches bid.</param>
/// <param name="Content">The content.</param>
/// <param name="Cache">Who gets it.</param>
/// <param name="Saving">The bid: seconds that clients wait less in each second.</param>
public sealed record ContentAwarded(
    int Auction, int Round, int Bids, int Content, AgentId Cache, double Saving) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Auction);
        encoder.Write(Round);
        encoder.Write(Bids);
        encoder.Write(Content);
        encoder.Write(Cache);
        encoder.Write(Saving);
    }
}

/// <summary>The origin did not hear in time that an award was carried out.</summary>
/// <param name="Content">Of which content.</param>
/// <param name="Cache">By whom.</param>
/// <param name="IsGivenUp">Whether it is left at that; else it is awarded once more.</param>
public sealed record AwardMissed(int Content, AgentId Cache, bool IsGivenUp) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Content);
        encoder.Write(Cache);
        encoder.Write(IsGivenUp);
    }
}

/// <summary>An auction is over: no cache bids any more, or its rounds are.</summary>
/// <param name="Auction">Its number.</param>
/// <param name="Awards">Contents that it awarded.</param>
public sealed record AuctionEnded(int Auction, int Awards) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Auction);
        encoder.Write(Awards);
    }
}

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>Who decides what a cache holds.</summary>
public enum Placement
{
    /// <summary>Caches bid in auctions of the origin.</summary>
    Auction,

    /// <summary>Each cache keeps what it fetched; what was used least recently goes first.</summary>
    LeastRecentlyUsed,

    /// <summary>Nothing is held: all comes from the origin.</summary>
    None,
}

using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>A message about several tasks at once, as auctions and consensus have them, that can be told task by task.
/// </summary>
public interface IMarketMessage : INegotiationMessage
{
    /// <summary>What it says.</summary>
    MarketTalk Tell();
}

using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <content>How a cache bids, and what it does about what it wins.</content>
public sealed partial class EdgeCache
{
    private void Bid(AgentContext context, CallForBids call)
    {
        _near.Note(call);
        if (CacheBid.Best(_store, call.Lots, ValueOf) is { } bid)
        {
            // A liar says a multiple of what it would save.
            double said = bid.Saving * context.BidFactor;
            context.Send(plan.Origin, new LotBid(call.Auction, call.Round, bid.Content, said));
        }
        else
        {
            context.Send(plan.Origin, new BidRefused(call.Auction, call.Round));
        }
    }

    /// <summary>Room is made in what the cache wants at once, so that its next bid counts what it has won; what it
    /// holds goes only when the content is there.</summary>
    private void Accept(AgentContext context, int content)
    {
        if (!_store.Wants(content))
        {
            foreach (int victim in CacheBid.VictimsOf(content, _store, ValueOf))
            {
                _store.Forgo(victim);
                if (!_store.Holds(victim))
                {
                    context.Send(plan.Origin, new AwardGivenUp(victim));
                }
            }

            _store.Want(content);
        }

        if (_store.Holds(content))
        {
            context.Send(plan.Origin, new AwardPlaced(content));
        }
        else if (!_fetches.ContainsKey(content))
        {
            Fetch(context, content);
        }
    }

    private double ValueOf(int content) => _near.ValueOf(content, _demand);
}

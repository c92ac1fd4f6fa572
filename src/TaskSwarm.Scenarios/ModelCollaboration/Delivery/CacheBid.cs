namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What a content is worth to a cache that has to make room for it.</summary>
/// <remarks>
/// Sequential single-item auctions with bids that count what the bidder already has (Lagoudakis et al., RSS 2005;
/// Koenig et al., AAAI 2006): after each award everyone bids anew, so that storage that fills makes bids fall. What is
/// greedy here is a submodular gain, and the best that can be promised of greed under one bound on storage is half of
/// the optimum (Fisher, Nemhauser and Wolsey 1978).
/// </remarks>
/// <param name="Content">The content.</param>
/// <param name="Saving">Seconds that clients wait less in each second, less what those would wait more whose contents
/// must go.</param>
/// <param name="Victims">The contents that must go, in the order in which they go.</param>
internal sealed record CacheBid(int Content, double Saving, IReadOnlyList<int> Victims)
{
    /// <summary>The best of all bids for the lots; null if none is above zero. Ties go to the lower number.</summary>
    /// <param name="plan">Sizes and storage.</param>
    /// <param name="store">What the cache shall hold.</param>
    /// <param name="lots">What is offered.</param>
    /// <param name="valueOf">What holding a content is worth, seconds in each second.</param>
    public static CacheBid? Best(
        DeliveryPlan plan, ContentStore store, IEnumerable<int> lots, Func<int, double> valueOf)
    {
        (int Content, double Value)[] wanted = [.. InOrderOfLoss(plan, store, valueOf)];
        CacheBid? best = null;
        foreach (int lot in lots.Order())
        {
            if (!store.Wants(lot) && plan.Sizes[lot] <= plan.Storage)
            {
                CacheBid bid = Of(lot, plan, store.Unclaimed, wanted, valueOf(lot));
                best = bid.Saving > (best?.Saving ?? 0) ? bid : best;
            }
        }

        return best;
    }

    /// <summary>What must go for a content that is no larger than the storage.</summary>
    public static IReadOnlyList<int> VictimsOf(
        int content, DeliveryPlan plan, ContentStore store, Func<int, double> valueOf) =>
        Of(content, plan, store.Unclaimed, InOrderOfLoss(plan, store, valueOf), 0).Victims;

    private static IEnumerable<(int Content, double Value)> InOrderOfLoss(
        DeliveryPlan plan, ContentStore store, Func<int, double> valueOf) =>
        store.Wanted.Select(c => (Content: c, Value: valueOf(c)))
            .OrderBy(c => c.Value / plan.Sizes[c.Content]).ThenBy(c => c.Content);

    private static CacheBid Of(
        int content, DeliveryPlan plan, long free, IEnumerable<(int Content, double Value)> wanted, double value)
    {
        var victims = new List<int>();
        foreach ((int victim, double loss) in wanted)
        {
            if (free >= plan.Sizes[content])
            {
                break;
            }

            victims.Add(victim);
            free += plan.Sizes[victim];
            value -= loss;
        }

        return new CacheBid(content, value, victims);
    }
}

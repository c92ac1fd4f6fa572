namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What a content is worth to a cache that has to make room for it.</summary>
/// <remarks>
/// Sequential single-item auctions with bids that count what the bidder already has (Lagoudakis et al., RSS 2005;
/// Koenig et al., AAAI 2006): after each award everyone bids anew, so that storage that fills makes bids fall. While
/// contents are of one size and none has to go, that is greed on a submodular gain over a partition matroid, which
/// promises half of the optimum (Fisher, Nemhauser and Wolsey 1978); beyond that nothing is promised.
/// </remarks>
/// <param name="Content">The content.</param>
/// <param name="Saving">Seconds that clients wait less in each second, less what those would wait more whose contents
/// must go.</param>
/// <param name="Victims">The contents that must go, in the order in which they go.</param>
internal sealed record CacheBid(int Content, double Saving, IReadOnlyList<int> Victims)
{
    /// <summary>The best of all bids for the lots; null if none is above zero. Ties go to the lower number.</summary>
    /// <param name="store">What the cache shall hold.</param>
    /// <param name="lots">What is offered.</param>
    /// <param name="valueOf">What holding a content is worth, seconds in each second.</param>
    public static CacheBid? Best(ContentStore store, IEnumerable<int> lots, Func<int, double> valueOf)
    {
        (int Content, double Value)[] wanted = [.. InOrderOfLoss(store, valueOf)];
        CacheBid? best = null;
        foreach (int lot in lots.Order())
        {
            if (!store.Wants(lot) && store.SizeOf(lot) <= store.Storage)
            {
                CacheBid bid = Of(lot, store, wanted, valueOf(lot));
                best = bid.Saving > (best?.Saving ?? 0) ? bid : best;
            }
        }

        return best;
    }

    /// <summary>What must go for a content that is no larger than the storage.</summary>
    public static IReadOnlyList<int> VictimsOf(int content, ContentStore store, Func<int, double> valueOf) =>
        Of(content, store, InOrderOfLoss(store, valueOf), 0).Victims;

    private static IEnumerable<(int Content, double Value)> InOrderOfLoss(
        ContentStore store, Func<int, double> valueOf) =>
        store.Wanted.Select(c => (Content: c, Value: valueOf(c)))
            .OrderBy(c => c.Value / store.SizeOf(c.Content)).ThenBy(c => c.Content);

    private static CacheBid Of(
        int content, ContentStore store, IEnumerable<(int Content, double Value)> wanted, double value)
    {
        long free = store.Unclaimed;
        var victims = new List<int>();
        foreach ((int victim, double loss) in wanted)
        {
            if (free >= store.SizeOf(content))
            {
                break;
            }

            victims.Add(victim);
            free += store.SizeOf(victim);
            value -= loss;
        }

        return new CacheBid(content, value, victims);
    }
}

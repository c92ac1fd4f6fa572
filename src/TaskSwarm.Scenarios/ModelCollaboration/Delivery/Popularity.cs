using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>
/// How popular contents are, at each cache and over time: Zipf's law over ranks (Breslau et al., INFOCOM 1999), ranks
/// that drift for all, and ranks that hold other contents at each cache. Immutable; drawn before the run.
/// </summary>
/// <remarks>At first contents are numbered by their rank, the most popular one being 0.</remarks>
public sealed class Popularity
{
    private readonly double[] _cumulative;
    private readonly int[][] _contents;
    private readonly int[][] _localRanks;
    private readonly long _everyMicros;

    /// <summary>Draws all of it.</summary>
    /// <param name="terms">How many contents, and the exponent.</param>
    /// <param name="caches">How many caches.</param>
    /// <param name="local">Share of ranks that are each cache's own, 0 to 1.</param>
    /// <param name="drift">How popularity changes; null: not at all.</param>
    /// <param name="end">When the run ends.</param>
    /// <param name="seed">Of the scenario.</param>
    public Popularity(ContentTerms terms, int caches, double local, DriftTerms? drift, SimTime end, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(terms);
        _cumulative = new double[terms.Count];
        double sum = 0;
        for (int rank = 0; rank < terms.Count; rank++)
        {
            sum += Math.Pow(rank + 1, -terms.Exponent);
            _cumulative[rank] = sum;
        }

        _everyMicros = drift?.Every.Micros ?? long.MaxValue;
        _contents = new int[Epochs(drift, end)][];
        var drifting = new RandomStream(seed, "collaboration", "drift");
        for (int epoch = 0; epoch < _contents.Length; epoch++)
        {
            _contents[epoch] = epoch == 0
                ? [.. Enumerable.Range(0, terms.Count)]
                : Exchanged(_contents[epoch - 1], drift!.Share, drifting);
        }

        _localRanks = new int[caches][];
        var apart = new RandomStream(seed, "collaboration", "local");
        for (int cache = 0; cache < caches; cache++)
        {
            _localRanks[cache] = Exchanged([.. Enumerable.Range(0, terms.Count)], local, apart);
        }
    }

    /// <summary>How many times ranks are different from the time before, the first time included.</summary>
    public static long Epochs(DriftTerms? drift, SimTime end) =>
        drift is null ? 1 : (end.Micros / drift.Every.Micros) + 1;

    /// <summary>The content of a rank.</summary>
    /// <param name="cache">Where.</param>
    /// <param name="at">When, not after the end of the run.</param>
    /// <param name="rank">From 0, the most popular.</param>
    public int ContentOf(int cache, SimTime at, int rank) =>
        _contents[at.Micros / _everyMicros][_localRanks[cache][rank]];

    /// <summary>The share of requests that are for a rank.</summary>
    public double ShareOf(int rank) => (_cumulative[rank] - (rank == 0 ? 0 : _cumulative[rank - 1])) / _cumulative[^1];

    /// <summary>Which content a client asks for.</summary>
    /// <param name="cache">At which cache.</param>
    /// <param name="at">When.</param>
    /// <param name="uniform">A number drawn from [0, 1).</param>
    public int Draw(int cache, SimTime at, double uniform)
    {
        int found = Array.BinarySearch(_cumulative, uniform * _cumulative[^1]);
        int rank = found >= 0 ? found + 1 : ~found;
        return ContentOf(cache, at, Math.Min(rank, _cumulative.Length - 1));
    }

    private static int[] Exchanged(int[] items, double share, RandomStream random)
    {
        int[] result = [.. items];
        int[] places = [.. Enumerable.Range(0, items.Length)];
        random.Shuffle(places.AsSpan());
        int[] chosen = places[..(int)Math.Round(share * items.Length)];
        int[] values = [.. chosen.Select(place => items[place])];
        random.Shuffle(values.AsSpan());
        for (int i = 0; i < chosen.Length; i++)
        {
            result[chosen[i]] = values[i];
        }

        return result;
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What a cache knows of its neighbours and the origin: what they hold, what their clients ask for, and how
/// long it takes to get something from them.</summary>
internal sealed class Neighbourhood
{
    /// <summary>Weight of the latest fetch in how congested a source is taken to be.</summary>
    private const double Learning = 0.1;

    private readonly DeliveryPlan _plan;
    private readonly int _self;
    private readonly KnownCache[] _known;
    private readonly double[] _congestion;
    private readonly SortedSet<(int Content, int Cache)> _coming = [];

    /// <summary>Knows nothing yet.</summary>
    public Neighbourhood(DeliveryPlan plan, int self, SimTime now)
    {
        (_plan, _self) = (plan, self);
        _known = [.. plan.Neighbours(self).Select(_ => new KnownCache { Heard = now })];
        _congestion = [.. Enumerable.Repeat(1.0, _known.Length + 1)];
    }

    /// <summary>What is known of a neighbour; null if it is none.</summary>
    public KnownCache? Find(int cache) => PlaceOf(cache) is int place && place < _known.Length ? _known[place] : null;

    /// <summary>Who has a content at hand, the origin always last.</summary>
    /// <param name="content">Which.</param>
    /// <param name="withAwards">Whether those count that were awarded it in the auction that goes on.</param>
    public List<int> SourcesOf(int content, bool withAwards)
    {
        var sources = new List<int>();
        IReadOnlyList<int> neighbours = _plan.Neighbours(_self);
        for (int i = 0; i < _known.Length; i++)
        {
            if (_known[i].Holds(content) || (withAwards && _coming.Contains((content, neighbours[i]))))
            {
                sources.Add(neighbours[i]);
            }
        }

        sources.Add(_plan.Caches);
        return sources;
    }

    /// <summary>What a fetch is expected to take, seconds: as on idle links, times what this cache has seen.</summary>
    public double Seconds(int source, int to, int content) =>
        _plan.Seconds(source, to, content) * (PlaceOf(source) is int place ? _congestion[place] : 1);

    /// <summary>The source from which a content is expected soonest.</summary>
    public int NearestOf(int content)
    {
        List<int> sources = SourcesOf(content, withAwards: false);
        return sources.MinBy(s => Seconds(s, _self, content));
    }

    /// <summary>A fetch has been answered.</summary>
    /// <param name="source">By whom.</param>
    /// <param name="content">What it was for.</param>
    /// <param name="seconds">How long it took.</param>
    public void Learn(int source, int content, double seconds)
    {
        if (PlaceOf(source) is int place)
        {
            _congestion[place] += Learning * ((seconds / _plan.Seconds(source, _self, content)) - _congestion[place]);
        }
    }

    /// <summary>Notes what the last round of an auction has come to; a first round knows of none.</summary>
    public void Note(CallForBids call)
    {
        if (call.Round == 1)
        {
            _coming.Clear();
        }

        if (call.Won >= 0 && call.Winner != _self)
        {
            _coming.Add((call.Won, call.Winner));
        }
    }

    /// <summary>
    /// Seconds that clients wait less in each second while this cache holds a content: its own, who would have to fetch
    /// it from the nearest source, and those of neighbours that do not hold it and have none nearer than this cache.
    /// </summary>
    public double ValueOf(int content, DemandMeter demand)
    {
        List<int> sources = SourcesOf(content, withAwards: true);
        double value = demand.PerSecond(content) * sources.Min(s => Seconds(s, _self, content));
        IReadOnlyList<int> neighbours = _plan.Neighbours(_self);
        for (int i = 0; i < _known.Length; i++)
        {
            double rate = _known[i].PerSecond(content);
            int neighbour = neighbours[i];
            if (rate > 0 && !sources.Contains(neighbour))
            {
                double without = sources.Where(s => IsNear(s, neighbour)).Min(s => Seconds(s, neighbour, content));
                value += rate * Math.Max(0, without - _plan.Seconds(_self, neighbour, content));
            }
        }

        return value;
    }

    /// <summary>Forgets neighbours that have been silent for longer than is usual.</summary>
    public void ForgetSilent(SimTime now, SimDuration patience)
    {
        foreach (KnownCache cache in _known)
        {
            if (now - cache.Heard > patience)
            {
                cache.Forget();
            }
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        foreach (KnownCache cache in _known)
        {
            cache.Capture(writer);
        }

        writer.WriteList(_congestion, static (w, factor) => w.Write(factor));
        writer.WriteList(_coming, static (w, award) =>
        {
            w.Write(award.Content);
            w.Write(award.Cache);
        });
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        foreach (KnownCache cache in _known)
        {
            cache.Restore(reader);
        }

        reader.ReadList(static r => r.ReadDouble()).CopyTo(_congestion);
        _coming.UnionWith(reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())));
    }

    private bool IsNear(int source, int cache) => source == _plan.Caches || _plan.AreNeighbours(source, cache);

    private int? PlaceOf(int cache)
    {
        if (cache == _plan.Caches)
        {
            return _known.Length;
        }

        int place = _plan.PlaceOf(cache, _self);
        return place >= 0 ? place : null;
    }
}

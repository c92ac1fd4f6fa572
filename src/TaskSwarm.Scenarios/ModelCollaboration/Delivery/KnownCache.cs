using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What others know of a cache from what it has told them.</summary>
internal sealed class KnownCache
{
    private readonly SortedSet<int> _holds = [];
    private readonly SortedDictionary<int, double> _asks = [];
    private long _version = -1;

    /// <summary>When it began, as far as it has said.</summary>
    public SimTime Born { get; set; }

    /// <summary>When it was last heard.</summary>
    public SimTime Heard { get; set; }

    /// <summary>What its clients ask for, with requests a second.</summary>
    public IReadOnlyDictionary<int, double> Asks => _asks;

    /// <summary>Whether it holds a content.</summary>
    public bool Holds(int content) => _holds.Contains(content);

    /// <summary>How often its clients ask for a content, requests a second.</summary>
    public double PerSecond(int content) => _asks.GetValueOrDefault(content);

    /// <summary>Takes its directory, unless a newer one is known.</summary>
    public void Take(HoldingsChanged holdings)
    {
        if (holdings.Version < _version)
        {
            return;
        }

        _version = holdings.Version;
        _holds.Clear();
        _holds.UnionWith(holdings.Contents);
    }

    /// <summary>Takes a report.</summary>
    public void Take(CacheReport report)
    {
        if (report.Holdings.Version < _version)
        {
            return;
        }

        Take(report.Holdings);
        Born = report.Born;
        _asks.Clear();
        for (int i = 0; i < report.Asked.Length; i++)
        {
            _asks[report.Asked[i]] = report.PerSecond[i];
        }
    }

    /// <summary>It does not hold a content after all.</summary>
    public void Remove(int content) => _holds.Remove(content);

    /// <summary>It does not answer: for the time being it is not taken to hold anything.</summary>
    public void ForgetHoldings() => _holds.Clear();

    /// <summary>It is lost: it neither holds anything nor has clients.</summary>
    public void Forget()
    {
        _holds.Clear();
        _asks.Clear();
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteList(_holds, static (w, content) => w.Write(content));
        writer.WriteMap(_asks, static (w, content) => w.Write(content), static (w, rate) => w.Write(rate));
        writer.Write(_version);
        writer.Write(Born);
        writer.Write(Heard);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        _holds.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        reader.ReadMap(_asks, static r => r.ReadInt32(), static r => r.ReadDouble());
        _version = reader.ReadInt64();
        Born = reader.ReadTime();
        Heard = reader.ReadTime();
    }
}

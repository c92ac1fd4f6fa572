using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// What the dispatcher knows of the market: the requests, who holds which, what each vehicle's plan costs, and the
/// bids that still stand. A bid stands for as long as the bidder's plan keeps its name.
/// </summary>
public sealed class MarketBook
{
    /// <summary>Holder of a request that nobody has.</summary>
    public const int Nobody = -1;

    private readonly SortedDictionary<int, Entry> entries = [];
    private readonly long[] cost;
    private readonly int[] version;
    private readonly int[] held;
    private readonly bool[] away;
    private readonly bool[] absent;
    private readonly int[] twinClass;

    /// <summary>A book for a fleet; all vehicles have empty plans.</summary>
    public MarketBook(IReadOnlyList<VehicleSpec> fleet)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        cost = new long[fleet.Count];
        version = new int[fleet.Count];
        held = new int[fleet.Count];
        away = new bool[fleet.Count];
        absent = new bool[fleet.Count];
        twinClass = new int[fleet.Count];
        for (var v = 0; v < fleet.Count; v++)
        {
            twinClass[v] = v;
            for (var w = 0; w < v && twinClass[v] == v; w++)
            {
                twinClass[v] = twinClass[w] == w && fleet[w].IsTwinOf(fleet[v]) ? w : v;
            }
        }
    }

    /// <summary>Number of vehicles.</summary>
    public int Vehicles => cost.Length;

    /// <summary>The requests on the market, by number.</summary>
    public IEnumerable<TransportRequest> Requests => entries.Values.Select(e => e.Request);

    /// <summary>Number of requests on the market.</summary>
    public int Count => entries.Count;

    /// <summary>Numbers of the requests that nobody holds, ascending.</summary>
    public IEnumerable<int> Open => entries.Where(e => e.Value.Holder == Nobody).Select(e => e.Key);

    /// <summary>How many requests nobody holds.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Sum of the costs of all plans.</summary>
    public long TotalCost { get; private set; }

    /// <summary>Number of vehicles that hold at least one request.</summary>
    public int VehiclesUsed => held.Count(h => h > 0);

    /// <summary>True if the request is on the market.</summary>
    public bool Knows(int request) => entries.ContainsKey(request);

    /// <summary>The request with a number.</summary>
    public TransportRequest Request(int request) => entries[request].Request;

    /// <summary>Who holds a request; <see cref="Nobody"/> if it is open.</summary>
    public int HolderOf(int request) => entries[request].Holder;

    /// <summary>How many requests a vehicle holds.</summary>
    public int HeldBy(int vehicle) => held[vehicle];

    /// <summary>Cost of a vehicle's plan.</summary>
    public long CostOf(int vehicle) => cost[vehicle];

    /// <summary>Puts a request on the market, open.</summary>
    public void Add(TransportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        entries.Add(request.Id, new Entry(request, Vehicles));
        OpenCount++;
    }

    /// <summary>Takes a request off the market: it is aboard, done, or given up.</summary>
    public void Remove(int request)
    {
        Assign(request, Nobody);
        entries.Remove(request);
        OpenCount--;
    }

    /// <summary>Notes who holds a request.</summary>
    public void Assign(int request, int vehicle)
    {
        var entry = entries[request];
        OpenCount += (vehicle == Nobody ? 1 : 0) - (entry.Holder == Nobody ? 1 : 0);
        if (entry.Holder != Nobody)
        {
            held[entry.Holder]--;
        }

        if (vehicle != Nobody)
        {
            held[vehicle]++;
        }

        entry.Holder = vehicle;
    }

    /// <summary>Notes what a vehicle's plan is called and costs.</summary>
    public void NotePlan(int vehicle, int planVersion, long planCost)
    {
        version[vehicle] = planVersion;
        TotalCost += planCost - cost[vehicle];
        cost[vehicle] = planCost;
    }

    /// <summary>Notes whether a vehicle is on its tour or otherwise unlike its twins.</summary>
    public void NoteAway(int vehicle, bool isAway) => away[vehicle] = isAway;

    /// <summary>Notes whether a vehicle takes no part in the market: it has failed or does not answer.</summary>
    public void NoteAbsent(int vehicle, bool isAbsent) => absent[vehicle] = isAbsent;

    /// <summary>True if a vehicle takes no part in the market.</summary>
    public bool IsAbsent(int vehicle) => absent[vehicle];

    /// <summary>Empties the book; what is known of the vehicles' whereabouts stays.</summary>
    public void Clear()
    {
        entries.Clear();
        Array.Clear(held);
        Array.Clear(cost);
        Array.Clear(version);
        TotalCost = 0;
        OpenCount = 0;
    }

    /// <summary>Notes a bid.</summary>
    public void NoteQuote(int vehicle, Quote quote)
    {
        if (entries.TryGetValue(quote.Request, out var entry))
        {
            entry.Version[vehicle] = version[vehicle];
            entry.Cost[vehicle] = quote.Cost;
        }
    }

    /// <summary>Forgets a vehicle's bids, because time has gone on.</summary>
    public void ForgetQuotes()
    {
        foreach (var entry in entries.Values)
        {
            Array.Fill(entry.Version, Entry.NoQuote);
        }
    }

    /// <summary>True if the vehicle's bid on a request still stands.</summary>
    public bool HasQuote(int request, int vehicle) => entries[request].Version[vehicle] == version[vehicle];

    /// <summary>The bid that stands, or <see cref="Insertion.Impossible"/>.</summary>
    public long QuoteOf(int request, int vehicle) =>
        HasQuote(request, vehicle) ? entries[request].Cost[vehicle] : Insertion.Impossible;

    /// <summary>
    /// Whom to ask for bids: everyone who has loads or is on the way, and of each group of equal vehicles that stand
    /// idle in one depot the first, because the others would bid the same.
    /// </summary>
    public void CollectBidders(List<int> bidders)
    {
        ArgumentNullException.ThrowIfNull(bidders);
        bidders.Clear();
        for (var v = 0; v < Vehicles; v++)
        {
            if (!absent[v] && (held[v] > 0 || away[v] || IsFirstIdleTwin(v)))
            {
                bidders.Add(v);
            }
        }
    }

    /// <summary>Writes everything but the fleet.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        for (var v = 0; v < Vehicles; v++)
        {
            writer.Write(cost[v]);
            writer.Write(version[v]);
            writer.Write(away[v]);
            writer.Write(absent[v]);
        }

        writer.WriteList(entries.Values, static (w, e) => e.Capture(w));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Clear();
        for (var v = 0; v < Vehicles; v++)
        {
            cost[v] = reader.ReadInt64();
            version[v] = reader.ReadInt32();
            away[v] = reader.ReadBoolean();
            absent[v] = reader.ReadBoolean();
            TotalCost += cost[v];
        }

        foreach (var entry in reader.ReadList(r => Entry.Read(r, Vehicles)))
        {
            entries.Add(entry.Request.Id, entry);
            OpenCount += entry.Holder == Nobody ? 1 : 0;
            if (entry.Holder != Nobody)
            {
                held[entry.Holder]++;
            }
        }
    }

    private bool IsFirstIdleTwin(int vehicle)
    {
        for (var w = twinClass[vehicle]; w < vehicle; w++)
        {
            if (twinClass[w] == twinClass[vehicle] && held[w] == 0 && !away[w] && !absent[w])
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Entry
    {
        public const int NoQuote = -1;

        public Entry(TransportRequest request, int vehicles)
        {
            Request = request;
            Version = new int[vehicles];
            Cost = new long[vehicles];
            Array.Fill(Version, NoQuote);
        }

        public TransportRequest Request { get; }

        public int Holder { get; set; } = Nobody;

        public int[] Version { get; }

        public long[] Cost { get; }

        public static Entry Read(StateReader reader, int vehicles)
        {
            var entry = new Entry(RoutingCodec.ReadRequest(reader), vehicles) { Holder = reader.ReadInt32() };
            for (var v = 0; v < vehicles; v++)
            {
                entry.Version[v] = reader.ReadInt32();
                entry.Cost[v] = reader.ReadInt64();
            }

            return entry;
        }

        public void Capture(StateWriter writer)
        {
            RoutingCodec.Write(writer, Request);
            writer.Write(Holder);
            for (var v = 0; v < Version.Length; v++)
            {
                writer.Write(Version[v]);
                writer.Write(Cost[v]);
            }
        }
    }
}

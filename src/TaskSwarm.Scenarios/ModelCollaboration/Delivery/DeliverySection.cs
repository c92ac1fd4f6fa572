using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>The section <c>collaboration</c> with <c>protocol: content-delivery</c>.</summary>
internal static class DeliverySection
{
    private static readonly Field<ContentTerms> Contents = Field.WithDefault(
        "contents", "what the origin has and clients ask for", ContentSection.Shaped, or: "{}");

    private static readonly Field<long> Storage = Field.Required(
        "storage", "the most that a cache holds", Shape.Bytes());

    private static readonly Field<double> Requests = Field.WithDefault(
        "requests", "requests a second of the clients of one cache, at random instants (Poisson)",
        Shape.Number(above: 0, max: 1e5), or: "1");

    private static readonly Field<double> Local = Field.WithDefault(
        "local", "share of ranks that hold other contents at each cache than elsewhere", Shape.Ratio(), or: "0%");

    private static readonly Field<Located<DriftTerms>> Drift = Field.Optional(
        "drift", "how popularity changes over time", DriftSection.Shaped.Located());

    private static readonly Field<Placement> PlacedBy = Field.WithDefault(
        "placement", "auction: caches bid for contents; lru: each keeps what it fetched, least recently used goes "
        + "first; none: nothing is held",
        Shape.Choice(
            ("auction", Placement.Auction), ("lru", Placement.LeastRecentlyUsed), ("none", Placement.None)),
        or: "auction");

    private static readonly Field<Located<GraphSection>> Graph = Field.WithDefault(
        "graph", "which caches are neighbours: a named graph, or a list of pairs of members, counted from 0",
        GraphSection.Shaped.Located(), or: "complete");

    private static readonly Field<SimDuration> Every = Field.WithDefault(
        "every", "time between auctions", Shape.Duration(above: "0s", max: "3650d"), or: "30s");

    private static readonly Field<long> Lots = Field.WithDefault(
        "lots", "how many contents an auction offers: those that clients wait for most", Shape.WholeNumber(1, 10_000),
        or: "50");

    private static readonly Field<long> Rounds = Field.WithDefault(
        "rounds", "the most rounds of an auction; each awards one content", Shape.WholeNumber(1, 100_000), or: "500");

    private static readonly Field<Located<SimDuration>> Bidding = Field.WithDefault(
        "bidding", "the most that a round waits for bids", Shape.Duration(above: "0s", max: "1d").Located(), or: "1s");

    private static readonly Field<SimDuration> Timeout = Field.WithDefault(
        "timeout", "a fetch is tried again when this and twice its expected time have passed; with each try this "
        + "doubles, up to eightfold", Shape.Duration(above: "0s", max: "1d"), or: "2s");

    private static readonly Field<SimDuration> Heartbeat = Field.WithDefault(
        "heartbeat", "how often a cache reports what it holds and what it is asked for; silent for three of these it "
        + "is taken to be lost", Shape.Duration(above: "0s", max: "3650d"), or: "2s");

    private static readonly Field<Located<SimDuration>> Memory = Field.WithDefault(
        "memory", "how long a request counts in what is asked for: the time constant of its decay",
        Shape.Duration(above: "0s", max: "3650d").Located(), or: "60s");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "content delivery",
        [
            Contents, Storage, Requests, Local, Drift, PlacedBy, Graph, Every, Lots, Rounds, Bidding, Timeout,
            Heartbeat, Memory,
        ],
        read => new DeliveryRules
        {
            Contents = read.Get(Contents),
            Storage = read.Get(Storage),
            Requests = read.Get(Requests),
            Local = read.Get(Local),
            Drift = read.Has(Drift) ? read.Get(Drift) : null,
            Placement = read.Get(PlacedBy),
            Graph = read.Get(Graph),
            Every = read.Get(Every),
            Lots = (int)read.Get(Lots),
            Rounds = (int)read.Get(Rounds),
            Bidding = read.Get(Bidding),
            Timeout = read.Get(Timeout),
            Heartbeat = read.Get(Heartbeat),
            Memory = read.Get(Memory),
        });
}

using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>All that caches and the origin know beforehand. Immutable; shared by all of them.</summary>
public sealed class DeliveryPlan
{
    /// <summary>Bytes of a message around what it carries.</summary>
    public const int HeaderBytes = 64;

    private readonly DeliveryRules _rules;
    private readonly int[][] _neighbours;
    private readonly NetworkModel _network;
    private readonly int[] _groups;

    internal DeliveryPlan(DeliveryRules rules, InteractionGraph graph, Simulation simulation, SimDuration talkTime)
    {
        (_rules, _network) = (rules, simulation.Network);
        _neighbours = [.. Enumerable.Range(0, graph.Count).Select(c => graph.Neighbours(c).ToArray())];
        _groups = [.. simulation.Agents.Select(a => a.NetworkGroup)];
        (TalkTime, End) = (talkTime, simulation.End);
        Drift = rules.Drift?.Value;
        Popularity = new Popularity(rules.Contents, graph.Count, rules.Local, Drift, End, simulation.Seed);
        ContentTerms terms = rules.Contents;
        var random = new RandomStream(simulation.Seed, "collaboration", "sizes");
        int range = terms.GreatestBytes - terms.LeastBytes;
        Sizes =
        [
            .. Enumerable.Range(0, terms.Count).Select(_ => terms.LeastBytes + (int)(random.NextDouble() * range)),
        ];
        Keep = 1 - (rules.Heartbeat.Seconds / rules.Memory.Value.Seconds);
    }

    /// <summary>How many caches there are: the agents with the first numbers.</summary>
    public int Caches => _neighbours.Length;

    /// <summary>The origin: the agent behind all caches.</summary>
    public AgentId Origin => new(Caches);

    /// <summary>Bytes of each content.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>What clients ask for.</summary>
    public Popularity Popularity { get; }

    /// <summary>How that changes; null: not at all.</summary>
    public DriftTerms? Drift { get; }

    /// <summary>The most that a cache holds, bytes.</summary>
    public long Storage => _rules.Storage;

    /// <summary>Requests a second of one cache's clients.</summary>
    public double Requests => _rules.Requests;

    /// <summary>Who decides what a cache holds.</summary>
    public Placement Placement => _rules.Placement;

    /// <summary>Time between auctions.</summary>
    public SimDuration Every => _rules.Every;

    /// <summary>Contents that an auction offers.</summary>
    public int Lots => _rules.Lots;

    /// <summary>The most rounds of an auction.</summary>
    public int Rounds => _rules.Rounds;

    /// <summary>The most that a round waits for bids.</summary>
    public SimDuration Bidding => _rules.Bidding.Value;

    /// <summary>When a fetch is tried again, beyond twice its expected time.</summary>
    public SimDuration Timeout => _rules.Timeout;

    /// <summary>How often caches report.</summary>
    public SimDuration Heartbeat => _rules.Heartbeat;

    /// <summary>Share of what was counted that still counts after a report, 0 to 1.</summary>
    public double Keep { get; }

    /// <summary>The most that a small message takes.</summary>
    public SimDuration TalkTime { get; }

    /// <summary>When the run ends.</summary>
    public SimTime End { get; }

    /// <summary>The neighbours of a cache, in the order of their numbers.</summary>
    public IReadOnlyList<int> Neighbours(int cache) => _neighbours[cache];

    /// <summary>The place of a cache among another's neighbours; below 0 if it is none of them.</summary>
    public int PlaceOf(int neighbour, int cache) => Array.BinarySearch(_neighbours[cache], neighbour);

    /// <summary>Whether two caches are neighbours.</summary>
    public bool AreNeighbours(int a, int b) => PlaceOf(a, b) >= 0;

    /// <summary>What it takes from asking for a content to having it while no link is busy, seconds.</summary>
    /// <param name="from">Who has it: a cache, or the origin by its number.</param>
    /// <param name="to">Who asks.</param>
    /// <param name="content">Which.</param>
    public double Seconds(int from, int to, int content)
    {
        LinkSpec asking = _network.Link(_groups[to], _groups[from]);
        LinkSpec answering = _network.Link(_groups[from], _groups[to]);
        return Travel(asking, HeaderBytes) + Travel(answering, HeaderBytes + Sizes[content]);
    }

    private static double Travel(LinkSpec link, int bytes) =>
        link.Latency.Seconds + (link.Jitter.Seconds / 2)
        + (link.BitsPerSecond > 0 ? bytes * 8.0 / link.BitsPerSecond : 0);
}

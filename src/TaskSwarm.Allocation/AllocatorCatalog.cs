using TaskSwarm.Allocation.Adaptive;
using TaskSwarm.Allocation.Annealing;
using TaskSwarm.Allocation.Auctions;
using TaskSwarm.Allocation.ConsensusBundle;
using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Allocation.Genetic;
using TaskSwarm.Allocation.LinearProgramming;
using TaskSwarm.Allocation.ListScheduling;
using TaskSwarm.Allocation.LoadBalancing;
using TaskSwarm.Allocation.Priority;
using TaskSwarm.Allocation.Routing;
using TaskSwarm.Allocation.Static;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Allocation;

/// <summary>Every allocation strategy by the name that scenario files use. A test finds a forgotten entry.</summary>
public sealed class AllocatorCatalog : IStrategyCatalog
{
    /// <summary>The one catalog; it has no state.</summary>
    public static readonly AllocatorCatalog Instance = new();

    private static readonly StrategyEntry[] Entries =
    [
        new(new("static", StrategyFamily.Central, "fixed beforehand: round robin, by skill or by a table")
        {
            Rules = StaticAllocator.Rules,
        })
        {
            Allocator = o => new StaticAllocator(o),
        },
        new(new("priority", StrategyFamily.Central, "most urgent first, to the first agent that can hold it"))
        {
            Allocator = _ => new PriorityAllocator(),
        },
        new(new("load-balancing", StrategyFamily.Central, "least loaded, two choices or work stealing")
        {
            Replans = true,
            WatchesIdle = true,
            Rules = LoadBalancer.Rules,
        })
        {
            Allocator = o => new LoadBalancer(o),
        },
        new(new("spt", StrategyFamily.Central, "list scheduling, shortest task first") { Replans = true })
        {
            Allocator = _ => ListScheduler.ShortestFirst(),
        },
        new(new("edd", StrategyFamily.Central, "list scheduling, earliest due date first") { Replans = true })
        {
            Allocator = _ => ListScheduler.EarliestDueFirst(),
        },
        new(new("longest-path", StrategyFamily.Central, "list scheduling, longest path first") { Replans = true })
        {
            Allocator = _ => ListScheduler.LongestPathFirst(),
        },
        new(new("heft", StrategyFamily.Central, "earliest finish by upward rank, in gaps (HEFT)") { Replans = true })
        {
            Allocator = _ => new Heft(),
        },
        new(new("genetic", StrategyFamily.Central, "evolution of plans with local improvement") { Replans = true })
        {
            Allocator = o => new GeneticAllocator(o),
        },
        new(new("annealing", StrategyFamily.Central, "simulated annealing of plans") { Replans = true })
        {
            Allocator = o => new AnnealingAllocator(o),
        },
        new(new("quantum-annealing", StrategyFamily.Central, "path-integral annealing of a QUBO") { Replans = true })
        {
            Allocator = o => new QuantumAnnealer(o),
        },
        new(new("adaptive", StrategyFamily.Central, "learns which strategy serves best (bandit)") { Replans = true })
        {
            Allocator = o => new AdaptiveAllocator(o, n => Central(n)?.Invoke(o with { Arms = [], Rule = null })),
        },
        new(new("contract-net", StrategyFamily.ContractNet, "each task to the lowest bid (FIPA contract net)")
        {
            Rules = ContractNetAllocator.Rules,
        })
        {
            AwardRule = _ => new LowestCost(),
            Allocator = o => new ContractNetAllocator("contract-net", o, goesOn: false),
        },
        new(new("iterated-contract-net", StrategyFamily.ContractNet, "bids are asked for again while they fall")
        {
            Rules = ContractNetAllocator.Rules,
        })
        {
            AwardRule = o => new IteratedLowestCost(o.MaxRounds),
            Allocator = o => new ContractNetAllocator("iterated-contract-net", o, goesOn: true),
        },
        new(new("sequential-auction", StrategyFamily.Auction, "rounds; the lowest of all bids wins its task"))
        {
            AuctionRule = _ => new SequentialAuction(),
            Allocator = _ => new AuctionAllocator(new SequentialAuction()),
        },
        new(new("combinatorial-auction", StrategyFamily.Auction, "rounds; the best set of bids on bundles wins"))
        {
            AuctionRule = _ => new CombinatorialAuction(),
            Allocator = _ => new AuctionAllocator(new CombinatorialAuction()),
        },
        new(new("cbba", StrategyFamily.Consensus, "agents build bundles and agree (Choi, Brunet, How 2009)"))
        {
            Consensus = (self, maxTasks) => new BundleConsensus(self, maxTasks),
            Allocator = _ => new ConsensusBundleAllocator(),
        },
        new(new("large-neighbourhood-search", StrategyFamily.Central,
            "routes of vehicles by insertion, strings torn out and annealing") { Replans = true })
        {
            Allocator = _ => new RoutesOnly("large-neighbourhood-search"),
            Router = o => new LargeNeighbourhoodSearch(o.Effort),
        },
        new(new("lp", StrategyFamily.Central, "linear relaxation, rounded; matching by levels") { Replans = true })
        {
            Allocator = _ => new LpAllocator(),
        },
        new(new("mip", StrategyFamily.Central, "the exact model, by CP-SAT in deterministic time") { Replans = true })
        {
            Allocator = o => new MipAllocator(o.Effort),
        },
    ];

    private static readonly StrategyInfo[] Infos = [.. Entries.Select(e => e.Info)];

    private AllocatorCatalog()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<StrategyInfo> All => Infos;

    /// <summary>Whether a strategy can be asked to answer a whole problem.</summary>
    public static bool HasCentralForm(string name) => Array.Exists(Entries, e => e.Info.Name == name
        && e.Allocator is not null);

    /// <inheritdoc/>
    public IAllocator CreateAllocator(string name, StrategyOptions options) =>
        Find(name, e => e.Allocator, "central form")(options);

    /// <inheritdoc/>
    public IAwardRule CreateAwardRule(string name, StrategyOptions options) =>
        Find(name, e => e.AwardRule, "award rule")(options);

    /// <inheritdoc/>
    public IAuctionRule CreateAuctionRule(string name, StrategyOptions options) =>
        Find(name, e => e.AuctionRule, "auction rule")(options);

    /// <inheritdoc/>
    public IBundleConsensus CreateConsensus(string name, AgentId self, int maxTasks) =>
        Find(name, e => e.Consensus, "consensus")(self, maxTasks);

    /// <inheritdoc/>
    public IRouter CreateRouter(string name, StrategyOptions options) => Find(name, e => e.Router, "router")(options);

    /// <inheritdoc/>
    public bool IsRouter(string name) => Array.Exists(Entries, e => e.Info.Name == name && e.Router is not null);

    private static Func<StrategyOptions, IAllocator>? Central(string name) =>
        Array.Find(Entries, e => e.Info.Name == name && e.Info.Family == StrategyFamily.Central)?.Allocator;

    private static T Find<T>(string name, Func<StrategyEntry, T?> part, string what)
        where T : class
    {
        StrategyEntry entry = Array.Find(Entries, e => e.Info.Name == name) ?? throw new ArgumentException(
            $"There is no strategy '{name}'; there are {string.Join(", ", Entries.Select(e => e.Info.Name))}.",
            nameof(name));
        return part(entry) ?? throw new ArgumentException($"The strategy '{name}' has no {what}.", nameof(name));
    }
}

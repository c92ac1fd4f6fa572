namespace TaskSwarm.Kernel.Allocation;

/// <summary>What a scenario may set of its strategy. Each strategy reads what concerns it.</summary>
public sealed record StrategyOptions
{
    /// <summary>The rule of contract nets whose awards stand: without re-auction.</summary>
    public const string PlainRule = "plain";

    /// <summary>The variant of strategies that have some, such as <c>round-robin</c>; null for the default.</summary>
    public string? Rule { get; init; }

    /// <summary>The fixed table of <c>static</c>: agents' names by tasks' names, in any order.</summary>
    public IReadOnlyDictionary<string, string> Table { get; init; } = new SortedDictionary<string, string>();

    /// <summary>Rounds of one call in iterated strategies, and of improvement in auctions.</summary>
    public int MaxRounds { get; init; } = 3;

    /// <summary>
    /// How long solvers and searches may go on, in deterministic units: seconds of CP-SAT's deterministic time;
    /// searches scale their iterations by it. 1 is the default effort.
    /// </summary>
    public double Effort { get; init; } = 1;

    /// <summary>How many placements one answer may try, about, whatever the effort; 0: no bound. For strategies that
    /// answer while a run waits; those that improve by re-auction know it.</summary>
    public long MaxTries { get; init; }

    /// <summary>Individuals of a population; 0 leaves it to the strategy.</summary>
    public int Population { get; init; }

    /// <summary>Generations or sweeps; 0 leaves it to the strategy.</summary>
    public int Generations { get; init; }

    /// <summary>The strategies among which an adaptive one chooses; empty leaves it to the strategy.</summary>
    public IReadOnlyList<string> Arms { get; init; } = [];

    /// <summary>How many answers back an adaptive strategy looks; 0 leaves it to the strategy.</summary>
    public int Window { get; init; }
}

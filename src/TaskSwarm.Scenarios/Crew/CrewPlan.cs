using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// What a scenario says whose agents share out tasks and carry them out, in the form in which the crew's agents use it.
/// Immutable and shared.
/// </summary>
public sealed record CrewPlan
{
    /// <summary>
    /// All agents and tasks of the scenario, as one problem. Agent i has the number i + 1 in the run, since the
    /// dispatcher is agent 0; task i has the number i. All times are absolute; Now is the opening.
    /// </summary>
    public required AllocationProblem Whole { get; init; }

    /// <summary>When work may begin. What comes before is planning.</summary>
    public SimTime Opening { get; init; }

    /// <summary>
    /// When the dispatcher learns of each task; <see cref="SimTime.Zero"/> from the start of planning. Empty: all are
    /// known from the start.
    /// </summary>
    public IReadOnlyList<SimTime> KnownFrom { get; init; } = [];

    /// <summary>The strategy that allocates.</summary>
    public required StrategyInfo Strategy { get; init; }

    /// <summary>Where the parts of the strategy are made.</summary>
    public required IStrategyCatalog Strategies { get; init; }

    /// <summary>What the scenario sets of the strategy.</summary>
    public StrategyOptions Options { get; init; } = new();

    /// <summary>Times and bounds of awards, heartbeats and calls.</summary>
    public ContractNetOptions ContractNet { get; init; } = new();

    /// <summary>Simulated time that a central strategy takes for each placement that it tries.</summary>
    public SimDuration ThinkingStep { get; init; }

    /// <summary>
    /// The greatest one-way latency between agents without jitter. Notices leave so long before the end of the work
    /// that they tell of, so that they arrive no earlier and, without jitter, no later than the end.
    /// </summary>
    public SimDuration Latency { get; init; }

    /// <summary>
    /// The greatest time that a message takes between agents, jitter included: how long a round lasts in strategies in
    /// which agents agree among themselves. Where messages take longer agreement is reached all the same, only later.
    /// </summary>
    public SimDuration TalkTime { get; init; }

    /// <summary>After so long what an agent has sent is there, unless it was lost: a microsecond or more.</summary>
    internal SimDuration Arrival => new(Math.Max(1, Math.Max(TalkTime.Micros, Latency.Micros)));

    /// <summary>The seed of the scenario, for what must be equal under all strategies.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which tasks take longer than expected; null: none.</summary>
    public StragglerModel? Stragglers { get; init; }

    /// <summary>The tasks that may be split.</summary>
    public IReadOnlyList<DivisibleTask> Divisible { get; init; } = [];

    /// <summary>
    /// Who speaks with whom in strategies in which agents agree among themselves, by places of agents; null: everybody
    /// with everybody.
    /// </summary>
    public IReadOnlyList<(int From, int To)>? Links { get; init; }

    /// <summary>What the skills are called, by the numbers of their bits; empty where skills have no names.</summary>
    public IReadOnlyList<string> SkillNames { get; init; } = [];
}

using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.ContractNet;

/// <summary>
/// The central form of the contract nets. First every task is called once and goes to the lowest bid: in the order of
/// <see cref="TaskOrder"/> where times count, by regret where cost alone counts. Then re-auction: tasks are given back
/// and called again, alone, against each other and in chains, and what comes of it is kept if the objective does not
/// rise. Not optimal; never worse than the first round. The iterated form goes on while rounds bring anything.
/// </summary>
public sealed class ContractNetAllocator : IAllocator
{
    /// <summary>With re-auction or without.</summary>
    public static readonly string[] Rules = ["reauction", StrategyOptions.PlainRule];

    /// <summary>The most agents * tasks.</summary>
    public const long Reach = 10_000_000;

    // Placements tried in one round of re-auction, at most; where cost alone counts they are cheap, and a round should
    // get through all pairs of tasks, but for the largest problems.
    private const long TriesEach = 1_500_000;
    private const long MostTriesEach = 50_000_000;

    private readonly int _rounds;
    private readonly bool _goesOn;
    private readonly double _effort;
    private readonly long _maxTries;

    /// <summary>The contract net.</summary>
    /// <param name="name">Its name in scenario files.</param>
    /// <param name="options">Rounds of re-auction and effort.</param>
    /// <param name="goesOn">Whether rounds that brought something are not counted, up to three times as many in all.
    /// </param>
    public ContractNetAllocator(string name, StrategyOptions options, bool goesOn)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Name, _goesOn, _effort) = (name, goesOn, options.Effort);
        _rounds = Rule.Of(options, Rules) == StrategyOptions.PlainRule ? 0 : options.MaxRounds;
        _maxTries = options.MaxTries > 0 ? options.MaxTries : long.MaxValue;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        long size = (long)problem.Agents.Count * problem.Tasks.Count;
        return size > Reach
            ? $"{Name} reaches {Reach:N0} bids in a round of calls (agents x tasks), the problem has {size:N0}"
            : null;
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        AllocationObjective weights = problem.Objective;
        bool isCost = !weights.IsTimed && weights.Imbalance == 0 && IsPlain(problem);
        IReauction market = isCost ? new CostReauction(problem, _maxTries) : new ScheduleReauction(problem);
        int most = (_goesOn ? 3 : 1) * _rounds;
        long pairs = isCost ? 40L * problem.Tasks.Count * problem.Tasks.Count : 0;
        long tries = (long)(Math.Clamp(pairs, TriesEach, MostTriesEach) * _effort);
        tries = Math.Min(tries, Math.Max(1, _maxTries / Math.Max(1, most)));
        int idle = 0;
        for (int round = 0; idle < _rounds && round < most; round++)
        {
            bool fell = market.Round(random, tries);
            idle += fell && _goesOn ? 0 : 1;
        }

        return market.ToAssignment();
    }

    // Times do not decide who can do what.
    private static bool IsPlain(AllocationProblem problem) =>
        !problem.HasPrecedence && problem.Tasks.All(t => !t.IsCoalition
            && t.LatestStart == Kernel.Time.SimTime.Never && t.Deadline == Kernel.Time.SimTime.Never);
}

using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>
/// Lets a central strategy decide a batch of calls: bids are its costs, and as seconds its durations, so that
/// strategies that look at loads or times have something to look at; every agent may do one task. One that
/// learns is told after every batch how far its winners were above the least bids.
/// </summary>
public sealed class AllocatorBatchRule : IBatchRule
{
    /// <summary>Above this one excess is as bad as another; bids may be so large that their sums are infinite.
    /// </summary>
    private const double MostExcess = 1e9;

    private readonly IAllocator _allocator;

    /// <summary>A rule that asks a strategy.</summary>
    /// <param name="allocator">The rule's own, if it learns.</param>
    public AllocatorBatchRule(IAllocator allocator) => _allocator = allocator;

    /// <inheritdoc/>
    public string Name => _allocator.Name;

    /// <summary>Why a strategy cannot decide batches of such a size, in words; null if it can.</summary>
    /// <param name="allocator">The strategy.</param>
    /// <param name="agents">The most agents that may bid.</param>
    /// <param name="tasks">The most tasks that are called for at once.</param>
    public static string? Objection(IAllocator allocator, int agents, int tasks)
    {
        ArgumentNullException.ThrowIfNull(allocator);
        Bid[] bids = [.. Enumerable.Range(0, agents).Select(a => new Bid(new AgentId(a), 1 + a))];
        return allocator.Objection(ProblemOf(
            [.. Enumerable.Range(0, tasks).Select(t => new BatchCall(
                new TaskSpec(new TaskId(t), string.Create(CultureInfo.InvariantCulture, $"task-{t}")), bids))],
            SimTime.Zero));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Bid?> Decide(IReadOnlyList<BatchCall> calls, SimTime now, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(calls);
        AllocationProblem problem = ProblemOf(calls, now);
        if (problem.Agents.Count == 0 || _allocator.Objection(problem) is not null)
        {
            return new Bid?[calls.Count];
        }

        Assignment answer = _allocator.Allocate(problem, random);
        Bid?[] winners =
        [
            .. calls.Select((call, t) => answer.Placements[t].IsPlaced
                ? call.Bids.First(b => b.Bidder == problem.Agents[answer.Placements[t].Agents[0]].Id)
                : (Bid?)null),
        ];
        if (_allocator is ILearningAllocator learner)
        {
            learner.Learn(learner.Choice, Excess(calls, winners));
        }

        return winners;
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        if (_allocator is ILearningAllocator learner)
        {
            learner.Capture(writer);
        }
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        if (_allocator is ILearningAllocator learner)
        {
            learner.Restore(reader);
        }
    }

    /// <summary>What the winners ask above the least bids, as a share of these; a call without a winner counts with its
    /// dearest bid. So batches of cheap and of dear tasks can be compared.</summary>
    private static double Excess(IReadOnlyList<BatchCall> calls, Bid?[] winners)
    {
        double paid = 0, least = 0;
        for (int t = 0; t < calls.Count; t++)
        {
            if (calls[t].Bids.Count > 0)
            {
                paid += winners[t]?.Cost ?? calls[t].Bids.Max(b => b.Cost);
                least += calls[t].Bids.Min(b => b.Cost);
            }
        }

        double excess = (paid - least) / Math.Max(1e-9, Math.Abs(least));
        return excess <= MostExcess ? excess : MostExcess;
    }

    private static AllocationProblem ProblemOf(IReadOnlyList<BatchCall> calls, SimTime now)
    {
        int[] bidders = [.. calls.SelectMany(c => c.Bids).Select(b => b.Bidder.Index).Distinct().Order()];
        var costs = new double[bidders.Length * calls.Count];
        Array.Fill(costs, double.PositiveInfinity);
        for (int t = 0; t < calls.Count; t++)
        {
            foreach (Bid bid in calls[t].Bids)
            {
                costs[(Array.BinarySearch(bidders, bid.Bidder.Index) * calls.Count) + t] = bid.Cost;
            }
        }

        double Cost(int agent, int task) => costs[(agent * calls.Count) + task];
        return new AllocationProblem
        {
            Now = now,
            Agents =
            [
                .. bidders.Select(b => new AllocationAgent(
                    new AgentId(b), string.Create(CultureInfo.InvariantCulture, $"bidder-{b}")) { MaxTasks = 1 }),
            ],
            Tasks =
            [
                .. calls.Select(c => new AllocationTask(c.Task.Id, c.Task.Name)
                {
                    Priority = c.Task.Priority,
                    Due = c.Task.Due,
                }),
            ],
            Cost = PairTable.Of(bidders.Length, calls.Count, (a, t) => double.IsFinite(Cost(a, t)) ? Cost(a, t) : 0),
            Duration = PairTable.Of(bidders.Length, calls.Count, (a, t) => Micros(Cost(a, t))),
            Objective = AllocationObjective.ForCost,
        };
    }

    // Bids may be of any size: no duration is so long that a sum of them overflows.
    private static double Micros(double cost) =>
        double.IsFinite(cost) ? Math.Round(Math.Clamp(cost, 0, 1e9) * 1e6) : double.PositiveInfinity;
}

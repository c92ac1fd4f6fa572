using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Auctions;

/// <summary>
/// The central form of an auction: the same rounds, rule and bids as between agents, over marginal costs of a
/// timetable. Offered are the tasks whose inputs are placed. Not optimal: every award is for good.
/// </summary>
/// <param name="rule">Chooses the winners of a round.</param>
public sealed class AuctionAllocator(IAuctionRule rule) : IAllocator
{
    /// <summary>The most agents * tasks: bids kept at once.</summary>
    public const long Reach = 2_000_000;

    /// <inheritdoc/>
    public string Name => rule.Name;

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        AllocationTask? team = problem.Tasks.FirstOrDefault(t => t.IsCoalition);
        if (team is not null)
        {
            return $"{Name} gives every task to one agent; {team.Name} may need a coalition";
        }

        long size = (long)problem.Agents.Count * problem.Tasks.Count;
        return size > Reach
            ? $"{Name} reaches {Reach:N0} bids kept at once (agents x tasks), the problem has {size:N0}"
            : null;
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var floor = new AuctionFloor(problem, rule);
        while (floor.Round())
        {
        }

        return floor.Timetable.ToAssignment(floor.Effort);
    }
}

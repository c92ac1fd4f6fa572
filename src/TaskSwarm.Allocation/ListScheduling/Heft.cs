using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.ListScheduling;

/// <summary>
/// Heterogeneous earliest finish time (Topcuoglu, Hariri and Wu, IEEE TPDS 13(3), 2002): tasks in descending order of
/// their upward rank, each to the agent on which it ends first, in an idle gap if one is long enough. O(tasks * agents
/// * inputs); no bound on the distance from the optimum, but hard to beat where transfers count.
/// </summary>
internal sealed class Heft : IAllocator
{
    /// <inheritdoc/>
    public string Name => "heft";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) => problem.Objective.IsTimed
        ? null
        : "heft places tasks by when they end, and nothing in this problem's objective depends on time";

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        var builder = new PlanBuilder(problem);
        var graph = new TaskGraph(problem);
        double[] rank = graph.UpwardRanks();
        foreach (int task in graph.Order([.. rank.Select(r => -r)]))
        {
            Place(problem, builder, task);
        }

        return builder.Finish();
    }

    private static void Place(AllocationProblem problem, PlanBuilder builder, int task)
    {
        if (problem.Tasks[task].IsCoalition)
        {
            builder.TryPlaceTeam(task);
            return;
        }

        (int best, long first, long finish) = (-1, 0, long.MaxValue);
        foreach (int agent in builder.All)
        {
            long start = builder.StartOn(task, agent, mayInsert: true);
            if (start == Timetable.Impossible)
            {
                continue;
            }

            long end = start + (long)problem.Duration[agent, task];
            (best, first, finish) = end < finish ? (agent, start, end) : (best, first, finish);
        }

        if (best >= 0)
        {
            builder.Plan.Place(task, best, first);
        }
    }
}

using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Priority;

/// <summary>
/// Highest priority first (then the longest path behind, then the earliest release), each to the first agent whose
/// remaining capacity holds it soonest: first fit. Urgent tasks never wait for less urgent ones; nobody looks at costs.
/// </summary>
internal sealed class PriorityAllocator : IAllocator
{
    /// <inheritdoc/>
    public string Name => "priority";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) => null;

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        var builder = new PlanBuilder(problem);
        var graph = new TaskGraph(problem);
        double[] path = graph.UpwardRanks();
        IReadOnlyList<AllocationTask> tasks = problem.Tasks;
        int[] order = graph.Order((x, y) =>
            tasks[x].Priority != tasks[y].Priority ? tasks[y].Priority.CompareTo(tasks[x].Priority)
            : path[x] != path[y] ? path[y].CompareTo(path[x])
            : tasks[x].Release.CompareTo(tasks[y].Release));
        foreach (int task in order)
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

        (int first, long soonest) = (-1, Timetable.Impossible);
        foreach (int agent in builder.All)
        {
            long start = builder.StartOn(task, agent);
            if (start < soonest)
            {
                (first, soonest) = (agent, start);
            }
        }

        if (first >= 0)
        {
            builder.Plan.Place(task, first, soonest);
        }
    }
}

using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.LoadBalancing;

/// <summary>
/// Looks at how much agents have to do, and at nothing else. Rules: <c>least-loaded</c>; <c>two-choices</c>, the less
/// loaded of two drawn at random (Mitzenmacher, IEEE TPDS 12(10), 2001: nearly as even, with two looks a task);
/// <c>work-stealing</c>, least loaded, and agents without work take the last task of the most loaded agent (Blumofe
/// and Leiserson, JACM 46(5), 1999). Tasks stay with whoever holds them unless they are stolen.
/// </summary>
internal sealed class LoadBalancer(StrategyOptions options) : IAllocator
{
    public static readonly string[] Rules = ["least-loaded", "two-choices", "work-stealing"];

    private readonly string _rule = Rule.Of(options, Rules);

    /// <inheritdoc/>
    public string Name => "load-balancing";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) => null;

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        int[] order = new TaskGraph(problem).Order();
        var queues = new AgentQueues(problem);
        var builder = new PlanBuilder(problem);
        foreach (int task in order.Where(t => problem.Tasks[t].Holder >= 0 && !problem.Tasks[t].IsCoalition))
        {
            queues.TryAdd(task, problem.Tasks[task].Holder);
        }

        foreach (int task in order.Where(t => queues.OwnerOf(t) < 0 && !problem.Tasks[t].IsCoalition))
        {
            if (_rule != "two-choices" || !TryTwoChoices(problem, queues, task, random))
            {
                queues.TryAddToLeastLoaded(task);
            }
        }

        if (_rule == "work-stealing")
        {
            queues.Steal(order);
        }

        foreach (int task in order)
        {
            if (problem.Tasks[task].IsCoalition)
            {
                builder.TryPlaceFirst(task, queues.ByLoad());
            }
            else if (queues.OwnerOf(task) >= 0)
            {
                builder.TryPlace(task, queues.OwnerOf(task));
            }
        }

        return builder.Finish();
    }

    private static bool TryTwoChoices(AllocationProblem problem, AgentQueues queues, int task, RandomStream random)
    {
        if (problem.Agents.Count == 0)
        {
            return false;
        }

        int one = random.NextInt(problem.Agents.Count);
        int other = random.NextInt(problem.Agents.Count);
        (one, other) = queues.IsLess(other, one) ? (other, one) : (one, other);
        return queues.TryAdd(task, one) || queues.TryAdd(task, other);
    }
}

using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Search;

/// <summary>
/// Makes a plan of an order of tasks and a wish for each: the agent that shall do it, or -1 for whoever is best then.
/// </summary>
internal interface IDecoder
{
    /// <summary>Placements tried so far.</summary>
    long Effort { get; }

    /// <summary>What the plan comes to; see <see cref="AllocationObjective"/>.</summary>
    double Decode(int[] order, int[] wishes);

    /// <summary>Start of a task in the last plan; <see cref="long.MaxValue"/> if it is not placed.</summary>
    long StartOf(int task);

    /// <summary>End of a task in the last plan; <see cref="long.MaxValue"/> if it is not placed.</summary>
    long EndOf(int task);

    /// <summary>Who does a task in the last plan; -1 if nobody does, the first of a coalition.</summary>
    int AgentOf(int task);

    /// <summary>The last plan as an answer.</summary>
    Assignment Answer();
}

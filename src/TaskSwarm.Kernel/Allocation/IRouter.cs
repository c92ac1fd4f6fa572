using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// A central strategy for vehicles that fetch and bring loads. The same problem and the same state of the random stream
/// give the same answer on every machine.
/// </summary>
public interface IRouter
{
    /// <summary>The strategy's name in scenario files.</summary>
    string Name { get; }

    /// <summary>Why it cannot answer such a problem, in words that name what it lacks or the size that it can reach;
    /// null if it can.</summary>
    string? Objection(RoutingProblem problem);

    /// <summary>Answers.</summary>
    /// <param name="problem">One to which there is no objection.</param>
    /// <param name="random">The strategy's own stream.</param>
    /// <returns>A plan that keeps windows, capacities, ranges and working times. What is aboard already is delivered
    /// even if it comes late.</returns>
    RoutingPlan Plan(RoutingProblem problem, RandomStream random);
}

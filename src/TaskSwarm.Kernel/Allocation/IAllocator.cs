using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// An allocation strategy in its central form: sees the whole problem and answers it. The same problem and the same
/// state of the random stream give the same answer on every machine. It keeps nothing between two calls, unless it is
/// an <see cref="ILearningAllocator"/>.
/// </summary>
public interface IAllocator
{
    /// <summary>The strategy's name in scenario files.</summary>
    string Name { get; }

    /// <summary>
    /// Why the strategy cannot answer such a problem, in words that name what it lacks or the size that it can reach;
    /// null if it can.
    /// </summary>
    string? Objection(AllocationProblem problem);

    /// <summary>Answers.</summary>
    /// <param name="problem">One to which there is no objection.</param>
    /// <param name="random">The strategy's own stream.</param>
    /// <returns>Never a broken answer: capacity, skills, precedence and windows hold; what fits nowhere is not
    /// placed.</returns>
    Assignment Allocate(AllocationProblem problem, RandomStream random);
}

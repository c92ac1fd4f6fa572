using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>A strategy that is told how its answers served, and gets better by it.</summary>
public interface ILearningAllocator : IAllocator
{
    /// <summary>What answered last, for people: the strategy that an adaptive one chose.</summary>
    string Choice { get; }

    /// <summary>Tells what an answer came to. Every answer is told of once.</summary>
    /// <param name="choice">The <see cref="Choice"/> of then.</param>
    /// <param name="cost">What it came to; lower is better. Negative: nothing of it was carried out.</param>
    void Learn(string choice, double cost);

    /// <summary>Writes all that was learnt.</summary>
    void Capture(StateWriter writer);

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    void Restore(StateReader reader);
}

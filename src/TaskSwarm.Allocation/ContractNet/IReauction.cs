using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.ContractNet;

/// <summary>Awards under re-auction: they stand from the start, and rounds improve them.</summary>
internal interface IReauction
{
    /// <summary>Tasks are given back and called again.</summary>
    /// <param name="random">Which ones.</param>
    /// <param name="tries">The round ends after about so many placements tried.</param>
    /// <returns>Whether the objective has fallen.</returns>
    bool Round(RandomStream random, long tries);

    /// <summary>The awards as they stand.</summary>
    Assignment ToAssignment();
}

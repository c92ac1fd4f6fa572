using System.Globalization;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Search;

/// <summary>How large a problem a search takes on.</summary>
internal static class SearchLimits
{
    private const long MostPairs = 1_000_000;

    /// <summary>Why a search cannot answer a problem.</summary>
    public static string? Objection(string strategy, AllocationProblem problem)
    {
        long pairs = (long)problem.Agents.Count * problem.Tasks.Count;
        return pairs <= MostPairs ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{strategy} reaches {MostPairs:N0} pairs of agent and task, the problem has {pairs:N0}");
    }
}

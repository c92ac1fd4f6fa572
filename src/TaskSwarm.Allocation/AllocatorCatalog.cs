using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Allocation;

/// <summary>Every allocation strategy by the name that scenario files use. A test finds a forgotten entry.</summary>
public static class AllocatorCatalog
{
    /// <summary>The strategies' names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["contract-net", "iterated-contract-net"];

    /// <summary>Makes the award rule of a strategy.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="maxRounds">The bound on rounds of iterated strategies.</param>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    public static IAwardRule Create(string name, int maxRounds) => name switch
    {
        "contract-net" => new LowestCost(),
        "iterated-contract-net" => new IteratedLowestCost(maxRounds),
        _ => throw new ArgumentException(
            $"There is no strategy '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
    };
}

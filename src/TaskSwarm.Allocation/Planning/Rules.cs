using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Planning;

/// <summary>Reads which variant of a strategy a scenario wants.</summary>
internal static class Rules
{
    /// <summary>The chosen rule, or the first if none was chosen.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static string Of(StrategyOptions options, string strategy, params string[] rules)
    {
        string rule = options.Rule ?? rules[0];
        return rules.Contains(rule) ? rule : throw new ArgumentException(
            $"There is no rule '{rule}' of {strategy}; there are {string.Join(", ", rules)}.", nameof(options));
    }
}

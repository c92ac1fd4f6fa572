using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Planning;

/// <summary>Reads which variant of a strategy a scenario wants.</summary>
internal static class Rule
{
    /// <summary>The chosen rule; the first if none was chosen, or one of another strategy.</summary>
    public static string Of(StrategyOptions options, IReadOnlyList<string> rules) =>
        options.Rule is { } rule && rules.Contains(rule) ? rule : rules[0];
}

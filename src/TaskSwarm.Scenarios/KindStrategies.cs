using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios;

/// <summary>Which strategies a kind of scenario can use.</summary>
public static class KindStrategies
{
    /// <summary>Every strategy to which the kind does not object: its default first, the others in the order of the
    /// catalog.</summary>
    public static IReadOnlyList<StrategyInfo> StrategiesFrom(this IScenarioKind kind, IStrategyCatalog strategies)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(strategies);
        return
        [
            .. strategies.All.Where(s => kind.Objection(s) is null)
                .OrderBy(s => string.Equals(s.Name, kind.DefaultStrategy, StringComparison.Ordinal) ? 0 : 1),
        ];
    }
}

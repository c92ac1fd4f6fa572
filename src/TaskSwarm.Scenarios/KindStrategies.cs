using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios;

/// <summary>Which strategies a kind of scenario can use.</summary>
public static class KindStrategies
{
    private const string Learner = "adaptive";

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

    /// <summary>The strategies among which a learning one can choose in a kind, in the order of the catalog. In a kind
    /// that has none nothing chooses, and any of its strategies may be named to no effect.</summary>
    internal static IReadOnlyList<StrategyInfo> ArmsFrom(this IScenarioKind kind, IStrategyCatalog strategies)
    {
        StrategyInfo[] arms = [.. strategies.All.Where(s => kind.ArmObjection(strategies, s) is null)];
        return arms.Length > 0 ? arms : kind.StrategiesFrom(strategies);
    }

    /// <summary>Why a learning strategy cannot choose another in a kind, in words; null if it can.</summary>
    internal static string? ArmObjection(this IScenarioKind kind, IStrategyCatalog strategies, StrategyInfo arm) =>
        arm.Name == Learner ? "adaptive cannot choose itself"
        : arm.Family != StrategyFamily.Central ? $"adaptive chooses among central strategies, and {arm.Name} is none"
        : strategies.IsRouter(arm.Name) ? $"{arm.Name} plans routes, and adaptive chooses who does which task"
        : kind.Objection(arm);
}

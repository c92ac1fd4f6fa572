using TaskSwarm.Allocation;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Hosting.Runs;

/// <summary>Joins the kinds of scenarios with the allocation strategies, which do not know each other.</summary>
public static class ScenarioLoading
{
    /// <summary>A loader for every kind and every strategy.</summary>
    public static ScenarioLoader Loader() => Loader(ScenarioCatalog.Kinds);

    /// <summary>A loader for some kinds and every strategy.</summary>
    public static ScenarioLoader Loader(IReadOnlyList<IScenarioKind> kinds) => new(kinds, AllocatorCatalog.Instance);

    /// <summary>The JSON Schema of scenario files, with the strategies that each kind can use.</summary>
    public static string Schema(IReadOnlyList<IScenarioKind> kinds) =>
        ScenarioSchema.ToJson(kinds, AllocatorCatalog.Instance);

    /// <summary>The names of the strategies that a kind can use; the first is its default.</summary>
    public static IReadOnlyList<string> StrategiesOf(IScenarioKind kind) =>
        [.. kind.StrategiesFrom(AllocatorCatalog.Instance).Select(s => s.Name)];
}

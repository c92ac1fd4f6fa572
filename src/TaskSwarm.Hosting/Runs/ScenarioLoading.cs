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
}

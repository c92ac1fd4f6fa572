using TaskSwarm.Cluster.Messages;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cluster.Runs;

/// <summary>Makes runs of scenarios.</summary>
/// <param name="loader">Loads them.</param>
internal sealed class ScenarioSource(ScenarioLoader loader) : IRunSource
{
    /// <inheritdoc/>
    public RecordCatalog Catalog => RunRecords.Catalog;

    /// <inheritdoc/>
    public Simulation Load(RunOrder order) => Read(order, loader).Simulation!;

    /// <summary>The scenario of an order, whole.</summary>
    /// <exception cref="RunArchiveException">This program cannot load it.</exception>
    public static ScenarioResult Read(RunOrder order, ScenarioLoader loader)
    {
        ScenarioResult loaded = loader.LoadText(order.File, order.Document, ScenarioOverrides.None, order.Companions);
        return loaded.Simulation is not null
            ? loaded
            : throw new RunArchiveException(
                $"The scenario cannot be loaded here: {loaded.Problems[0]}. All nodes must be of one version.");
    }
}

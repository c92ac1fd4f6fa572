using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Hosting.Storage;

/// <summary>The events and messages that runs of any kind can hold.</summary>
public static class RunRecords
{
    /// <summary>All of them with their manifests.</summary>
    public static RecordCatalog Catalog { get; } =
        RecordCatalog.Of(typeof(RunCore).Assembly, typeof(ScenarioCatalog).Assembly);
}

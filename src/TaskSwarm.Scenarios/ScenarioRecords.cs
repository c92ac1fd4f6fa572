using TaskSwarm.Kernel.Codec;

namespace TaskSwarm.Scenarios;

/// <summary>How readers write the events and messages that they keep.</summary>
internal static class ScenarioRecords
{
    /// <summary>Every event and message of the kernel and of the kinds.</summary>
    public static RecordCatalog Catalog { get; } =
        RecordCatalog.Of(typeof(RecordCatalog).Assembly, typeof(ScenarioRecords).Assembly);
}

using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary>Words of the store on the command line.</summary>
internal static class StoreWords
{
    /// <summary>What <c>--keep</c> says; all events if it is not given.</summary>
    public static RunKeep KeepOf(string? word) => word switch
    {
        "snapshots" => RunKeep.Snapshots,
        "summary" => RunKeep.Summary,
        _ => RunKeep.Events,
    };
}

using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>The monitors that every run of a scenario has, whatever its kind, beside the ledger of tasks.</summary>
public static class StandardMonitors
{
    /// <summary>New ones, for one run.</summary>
    public static IReadOnlyList<IRunReader> Create() => [new ContractNetMonitor()];
}

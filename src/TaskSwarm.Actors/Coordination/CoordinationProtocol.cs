using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Coordination;

/// <summary>Host to the actor above all runs: make this run.</summary>
/// <param name="Name">The run's path element.</param>
/// <param name="Run">The run.</param>
/// <param name="Completion">Told how it ended; null where another process tells.</param>
/// <param name="Cancellation">Stops it between two windows.</param>
internal sealed record StartRun(
    string Name, RunCore Run, TaskCompletionSource<RunResult?> Completion, CancellationToken Cancellation);

/// <summary>Coordinator to itself: no region is carried here.</summary>
internal sealed record NoRegions
{
    public static readonly NoRegions Instance = new();
}

/// <summary>The coordinator to itself: the other processes' reports of the window are here.</summary>
internal sealed record ReportsArrived
{
    public static readonly ReportsArrived Instance = new();
}

/// <summary>The coordinator to itself: how the other processes' agents ended is here.</summary>
internal sealed record EndsArrived
{
    public static readonly EndsArrived Instance = new();
}

/// <summary>The coordinator to itself: whoever keeps the run can take another window.</summary>
internal sealed record RecorderReady
{
    public static readonly RecorderReady Instance = new();
}

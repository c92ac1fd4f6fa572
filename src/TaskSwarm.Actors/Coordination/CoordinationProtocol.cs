using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Coordination;

/// <summary>Host to the actor above all runs: make this run.</summary>
/// <param name="Name">The run's path element.</param>
/// <param name="Run">The run.</param>
/// <param name="Completion">Told how it ended.</param>
/// <param name="Cancellation">Stops it between two windows.</param>
internal sealed record StartRun(
    string Name, RunCore Run, TaskCompletionSource<RunResult> Completion, CancellationToken Cancellation);

/// <summary>The coordinator to itself: whoever keeps the run can take another window.</summary>
internal sealed record RecorderReady
{
    public static readonly RecorderReady Instance = new();
}

using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Keeps nothing; with it a run keeps its chain, as one that is recorded does.</summary>
internal sealed class SilentRecorder : BackgroundRecorder
{
    /// <inheritdoc/>
    public override void OnWindow(RunCore run, in WindowCommit commit)
    {
    }
}

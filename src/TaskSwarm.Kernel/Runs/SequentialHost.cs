namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// Runs every agent in one loop on the calling thread. It is the oracle: every other host must reach its digest.
/// </summary>
public static class SequentialHost
{
    /// <summary>Makes a run.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="cancellation">Stops the run between two windows.</param>
    public static RunResult Run(Simulation simulation, CancellationToken cancellation = default) =>
        Run(new RunCore(simulation, regions: 1), cancellation);

    /// <summary>Makes a run whose progress someone else may watch.</summary>
    public static RunResult Run(RunCore run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        while (!cancellation.IsCancellationRequested && run.TryOpenWindow(out Window window))
        {
            Step(run, window);
            run.Recorder?.HoldUntilReady();
        }

        return run.Finish(cancellation.IsCancellationRequested);
    }

    /// <summary>Carries out one window that has been opened, and commits it.</summary>
    public static void Step(RunCore run, in Window window)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (RegionCore region in run.Regions)
        {
            Turn(region, window);
        }

        run.CommitWindow();
    }

    /// <summary>Lets every agent of a region take its turn in a window that has been opened.</summary>
    public static void Turn(RegionCore region, in Window window)
    {
        ArgumentNullException.ThrowIfNull(region);
        region.Open(window);
        foreach (AgentCell cell in region.Active)
        {
            CellOutcome outcome = cell.TakeTurn(region);
            while (outcome.Kind == CellOutcomeKind.Crashed)
            {
                outcome = cell.Resume(region);
            }
        }
    }
}

using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Persisted runs as a comparison: each run is a column, with the figures that it came to.</summary>
public static class StoredComparison
{
    /// <summary>Compares runs.</summary>
    /// <param name="archive">Where they are.</param>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="metrics">Which figures; empty for those that say most.</param>
    /// <exception cref="RunArchiveException">A run has not come to its end, or cannot be read.</exception>
    public static ComparisonResult Of(
        RunArchive archive, IReadOnlyList<PersistedRun> runs, IReadOnlyList<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(runs);
        ComparedRun[][] compared = [.. runs.Select((run, column) => (ComparedRun[])[Read(archive, run, column)])];
        string Joined(Func<PersistedRun, string> part) => string.Join(", ", runs.Select(part).Distinct());
        return ComparisonResult.Of(
            new ComparisonPlan(
                "", Joined(r => r.Record.Scenario), Joined(r => r.Record.Kind),
                [.. runs.Select(r => new ComparisonColumn(NameOf(r), ScenarioOverrides.None))],
                [runs[0].Record.Seed], metrics),
            compared);
    }

    private static string NameOf(PersistedRun run) => $"{run.Record.Id} ({run.Record.Strategy})";

    private static ComparedRun Read(RunArchive archive, PersistedRun run, int column)
    {
        if (!run.HasEnded || run.Ending is not StoredEnding { Result: RunResult result })
        {
            throw new RunArchiveException(
                $"Run {run.Record.Id} was cut off before its end: resume it, then compare it.");
        }

        return new ComparedRun(column, 0).Ended(
            result, run.Record.Keep == RunKeep.Events ? () => Awards(archive, run, result) : null);
    }

    private static AwardHistory Awards(RunArchive archive, PersistedRun run, RunResult result)
    {
        var log = new AwardLog();
        foreach (StoredWindow window in archive.WindowsAsync(run, SimTime.Zero, SimTime.Never).ToBlockingEnumerable())
        {
            foreach (EventRecord record in window.Events)
            {
                log.OnEvent(record);
            }
        }

        return log.History(result);
    }
}

using System.Globalization;
using Serilog;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Hosting.Comparison;

/// <summary>
/// Makes the runs of a comparison, several at a time. Each is sequential, on a thread of its own and from a scenario of
/// its own, so that what it comes to does not depend on the others. Runs with the same seed are paired: arrivals,
/// faults and every agent's random streams are functions of the seed, whatever the strategy.
/// </summary>
/// <param name="loader">Loads the scenario for each run.</param>
/// <param name="log">Gets an entry at the start and the end of each run.</param>
public sealed class ComparisonService(ScenarioLoader loader, ILogger log)
{
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Makes all runs.</summary>
    /// <param name="plan">What is compared.</param>
    /// <param name="workers">How many runs at a time, at least 1.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Ends the runs under way between two windows, and begins no more.</param>
    public ComparisonResult Run(
        ComparisonPlan plan, int workers, ComparisonProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        ComparedRun[][] runs = [.. plan.Columns.Select((_, c) => plan.Seeds.Select((_, s) => new ComparedRun(c, s))
            .ToArray())];
        int next = -1;
        void Work()
        {
            // Seed by seed, so that what was interrupted can still be compared in pairs.
            for (int i; (i = Interlocked.Increment(ref next)) < plan.Runs && !cancellation.IsCancellationRequested;)
            {
                (int seed, int column) = (i / plan.Columns.Count, i % plan.Columns.Count);
                progress.Begin();
                ComparedRun run = RunOne(plan, column, seed, cancellation);
                runs[column][seed] = run;
                progress.End(run);
            }
        }

        Thread[] threads =
        [
            .. Enumerable.Range(0, Math.Clamp(workers, 1, plan.Runs)).Select(
                i => new Thread(Work, StackBytes) { Name = "compare-" + i.ToString(CultureInfo.InvariantCulture) }),
        ];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return ComparisonResult.Of(plan, runs);
    }

    private ComparedRun RunOne(ComparisonPlan plan, int column, int seed, CancellationToken cancellation)
    {
        var run = new ComparedRun(column, seed);
        try
        {
            ScenarioResult loaded = loader.LoadFile(plan.File, plan.Columns[column].Overrides with
            {
                Seed = plan.Seeds[seed].ToString(CultureInfo.InvariantCulture),
            });
            return loaded.Simulation is Simulation simulation
                ? Make(run, simulation, cancellation)
                : run with { Outcome = "failed", Reason = loaded.Problems[0].ToString() };
        }
        catch (Exception e)
        {
            // One run's bug must not take the others' results away.
            return run with { Outcome = "failed", Reason = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}" };
        }
    }

    private ComparedRun Make(ComparedRun run, Simulation simulation, CancellationToken cancellation)
    {
        AwardLog? awards = run.Seed == 0 ? new AwardLog() : null;
        Func<IReadOnlyList<IRunReader>> own = simulation.CreateReaders;
        RunResult result = new RunService(log).Run(
            awards is null ? simulation : simulation with { CreateReaders = () => [.. own(), awards] },
            new HostSettings(HostKind.Sequential, 1, 1), _ => { }, cancellation);
        return run.Ended(result, awards is null ? null : () => awards.History(result));
    }
}

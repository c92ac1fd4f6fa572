using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>A run's scenarios, one after the other, as simulations: how a run with forks is made again.</summary>
public sealed class RunTimeline
{
    private readonly IReadOnlyList<(SimTime From, Simulation Simulation)> _parts;

    private RunTimeline(IReadOnlyList<(SimTime From, Simulation Simulation)> parts) => _parts = parts;

    /// <summary>What the run is at its end.</summary>
    public Simulation Last => _parts[^1].Simulation;

    /// <summary>How many scenarios there are.</summary>
    public int Count => _parts.Count;

    /// <summary>Makes the simulations of a persisted run.</summary>
    /// <exception cref="RunArchiveException">A scenario cannot be loaded by this version.</exception>
    public static RunTimeline Of(RunDescription description, ScenarioLoader loader)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(loader);
        return new RunTimeline(
        [
            .. description.Scenarios.Select(s => (s.From, Load(description.File, s, loader))),
        ]);
    }

    /// <summary>The timeline of a run that has not been forked.</summary>
    public static RunTimeline Of(Simulation simulation) => new([(SimTime.Zero, simulation)]);

    /// <summary>Makes the run up to its last scenario: from its start or from a snapshot, one window after the other.
    /// </summary>
    /// <param name="snapshot">Where to go on; null: from the start.</param>
    /// <param name="regions">Into how many parts to cut the last scenario's run.</param>
    /// <param name="recorder">Who sees the windows; made for the number of the scenario that they belong to.</param>
    /// <param name="cancellation">Stops it between two windows.</param>
    /// <returns>The run, ready for a host.</returns>
    /// <exception cref="RunArchiveException">A fork's change does not suit the run.</exception>
    public RunCore Open(
        SnapshotBlock? snapshot, int regions, Func<int, IRunRecorder> recorder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        int part = 0;
        RunCore run;
        if (snapshot is null)
        {
            run = new RunCore(_parts[0].Simulation, RegionsOf(0, regions));
        }
        else
        {
            var reader = new StateReader(snapshot.Payload);
            part = reader.ReadInt32();
            run = Restore(part, RegionsOf(part, regions), reader);
        }

        run.Recorder = recorder(part);
        while (part < _parts.Count - 1)
        {
            SimTime from = _parts[part + 1].From;
            while (run.NextEvent < from && run.TryOpenWindow(out Window window)
                && !cancellation.IsCancellationRequested)
            {
                SequentialHost.Step(run, window);
                run.Recorder.HoldUntilReady();
            }

            if (cancellation.IsCancellationRequested)
            {
                return run;
            }

            run = Branch(run, ++part, RegionsOf(part, regions), from);
            run.Recorder = recorder(part);
        }

        return run;
    }

    /// <summary>Only the last scenario is run in parts: the others go window by window.</summary>
    private int RegionsOf(int part, int regions) => part == _parts.Count - 1 ? regions : 1;

    private RunCore Restore(int part, int regions, StateReader reader)
    {
        try
        {
            return RunCore.Restore(_parts[part].Simulation, regions, reader, RunRecords.Catalog);
        }
        catch (InvalidOperationException e)
        {
            throw new RunArchiveException($"The snapshot does not suit the scenario: {e.Message}", e);
        }
    }

    private RunCore Branch(RunCore run, int part, int regions, SimTime from)
    {
        if (!run.CanCapture)
        {
            throw new RunArchiveException(run.Cells.Count == _parts[0].Simulation.Agents.Count
                ? $"The run is over at {run.Now}: nothing can change at {from}."
                : $"The run has spawned agents before {from}, and such runs cannot be forked.");
        }

        try
        {
            return run.Branch(_parts[part].Simulation, regions, from, RunRecords.Catalog);
        }
        catch (InvalidOperationException e)
        {
            throw new RunArchiveException($"The change cannot be made at {from}: {e.Message}.", e);
        }
    }

    private static Simulation Load(string file, ScenarioSegment segment, ScenarioLoader loader)
    {
        ScenarioResult loaded = loader.LoadText(file, segment.Document, ScenarioOverrides.None, segment.Companions);
        return loaded.Simulation ?? throw new RunArchiveException(
            $"The run's scenario cannot be loaded by this version: {loaded.Problems[0]}");
    }
}

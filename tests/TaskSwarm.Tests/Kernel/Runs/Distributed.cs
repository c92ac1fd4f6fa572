using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Tests.Kernel.Runs;

/// <summary>
/// A run whose regions are carried by several run cores that know of each other only by bytes, as processes would.
/// </summary>
internal sealed class Distributed
{
    private readonly Simulation _simulation;
    private readonly int _regions;
    private RunCore[] _runs = [];

    private Distributed(Simulation simulation, int regions) => (_simulation, _regions) = (simulation, regions);

    /// <summary>Makes a run.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="processes">How many there are at first.</param>
    /// <param name="regions">Into how many parts the run is cut.</param>
    /// <param name="every">After so many windows all go on from bytes, one process more or fewer; 0: never.</param>
    public static RunResult Run(Simulation simulation, int processes, int regions, int every)
    {
        var run = new Distributed(simulation, regions);
        run.Start(processes, null);
        return run.ToItsEnd(every);
    }

    private RunResult ToItsEnd(int every)
    {
        while (_runs[0].TryOpenWindow(out Window window))
        {
            foreach (RunCore other in _runs[1..])
            {
                other.TryOpenWindow(out Window same).ShouldBe(true);
                same.ShouldBe(window);
            }

            bool rebuild = every > 0 && window.Number % every == 0;
            Step(window, rebuild);
            if (rebuild && _runs[0].CanCapture)
            {
                var state = new StateWriter();
                _runs[0].Capture(state, Snapshots.Catalog);
                Start((_runs.Length % 4) + 1, state.ToArray());
            }
        }

        for (int i = 1; i < _runs.Length; i++)
        {
            _runs[i].TryOpenWindow(out _).ShouldBe(false);
            var end = new StateWriter();
            _runs[i].WriteEnd(end);
            _runs[0].AcceptEnd(new StateReader(end.ToArray()));
        }

        return _runs[0].Finish(interrupted: false);
    }

    private void Start(int processes, byte[]? state)
    {
        IRunRecorder? recorder = _runs.Length > 0 ? _runs[0].Recorder : new Snapshots.Chain();
        _runs = [.. Enumerable.Range(0, processes).Select(_ => state is null
            ? new RunCore(_simulation, _regions)
            : RunCore.Restore(_simulation, _regions, new StateReader(state), Snapshots.Catalog))];
        _runs[0].Recorder = recorder;
        for (int i = 0; i < processes; i++)
        {
            int[] here = [.. Enumerable.Range(0, _runs[i].Regions.Count).Where(r => r % processes == i)];
            _runs[i].Distribute(here, commitsEvents: i == 0, NoExchange.Instance, Snapshots.Catalog);
        }
    }

    private void Step(Window window, bool withState)
    {
        foreach (RunCore run in _runs)
        {
            foreach (RegionCore region in run.Regions.Where(r => !r.IsRemote))
            {
                SequentialHost.Turn(region, window);
            }
        }

        foreach (RunCore from in _runs)
        {
            foreach (RegionCore region in from.Regions.Where(r => !r.IsRemote))
            {
                foreach (RunCore to in _runs.Where(r => r != from))
                {
                    bool whole = to == _runs[0];
                    int[] there = [.. to.Regions.Where(r => !r.IsRemote).Select(r => r.Number)];
                    var report = new StateWriter();
                    region.WriteReport(
                        report, new RegionReport(window, there, whole, whole && withState), Snapshots.Catalog);
                    var reader = new StateReader(report.ToArray());
                    to.Accept(reader);
                    reader.AtEnd.ShouldBe(true);
                }
            }
        }

        foreach (RunCore run in _runs)
        {
            run.CommitWindow();
        }
    }

    private sealed class NoExchange : IWindowExchange
    {
        public static readonly NoExchange Instance = new();

        public void Close(RegionCore region)
        {
        }

        public void Send(RunCore run, Action arrived)
        {
        }

        public ExchangeVerdict Accept(RunCore run) => ExchangeVerdict.GoOn;

        public void SendEnd(RunCore run, Action arrived)
        {
        }

        public void AcceptEnd(RunCore run)
        {
        }
    }
}

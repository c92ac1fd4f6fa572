using System.Diagnostics;
using System.Globalization;
using Serilog;
using TaskSwarm.Actors;
using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Cluster.Runs;

/// <summary>
/// Sees one run through, whatever happens to nodes: begins it, or goes on with what the store holds of it, as often as
/// it takes.
/// </summary>
internal sealed class RunDriver : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly RunOrder _order;
    private readonly Roster _roster;
    private readonly IRunSource _source;
    private readonly ScenarioLoader _loader;
    private readonly ILogger _log;
    private readonly Func<Action<RunProgress>, DividedRun> _divide;
    private readonly CancellationTokenSource _stop = new();
    private DividedRun? _divided;
    private RunProgress _progress = new();
    private ClusterCost _cost = ClusterCost.None;

    /// <summary>A driver of one run.</summary>
    /// <param name="order">The run.</param>
    /// <param name="roster">The nodes.</param>
    /// <param name="source">Makes runs.</param>
    /// <param name="loader">Loads scenarios that are stored.</param>
    /// <param name="log">Told how it goes.</param>
    /// <param name="divide">Makes what carries the run by the nodes there are; given whom to show progress.</param>
    public RunDriver(
        RunOrder order, Roster roster, IRunSource source, ScenarioLoader loader, ILogger log,
        Func<Action<RunProgress>, DividedRun> divide) =>
        (_order, _roster, _source, _loader, _log, _divide) = (order, roster, source, loader, log, divide);

    /// <summary>How the run stands.</summary>
    public RunStatus Status
    {
        get
        {
            RunProgress progress = Volatile.Read(ref _progress);
            DividedRun? divided = Volatile.Read(ref _divided);
            return new RunStatus(
                _order.RunId, progress.Now.Micros, progress.Events, progress.Windows, progress.Tasks,
                progress.TasksDone, progress.Failures, divided?.Divisions ?? 0, divided?.Lines ?? Waiting);
        }
    }

    /// <summary>How many nodes there are that may carry the run.</summary>
    private int Present => _roster.With(_order.Role).Count;

    private string OfRole => _order.Role is string role ? $" of the role {role}" : "";

    private string[] Waiting =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"waits for {_order.Nodes} nodes{OfRole}, of which {Present} are there"),
    ];

    /// <summary>Sees the run through on a thread of its own.</summary>
    /// <param name="ended">Told once how it ended.</param>
    public void Start(Action<ClusterMessage> ended) =>
        new Thread(() => ended(See())) { IsBackground = true, Name = "taskswarm-driver" }.Start();

    /// <summary>Ends the run after its window.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Called once it has ended.</summary>
    public void Dispose() => _stop.Dispose();

    /// <summary>A node has taken its part, or cannot.</summary>
    public void OnTaken(PartTaken taken) => Volatile.Read(ref _divided)?.OnTaken(taken);

    /// <summary>A node does not carry the part that others wait for.</summary>
    public void OnLost(PartLost lost) => Volatile.Read(ref _divided)?.OnLost(lost);

    private ClusterMessage See()
    {
        try
        {
            if (_order is { HasBegun: true, Store: null, Restarts: false })
            {
                throw Lost("the coordinator's node is gone", null);
            }

            WaitForNodes();
            return _order.Store is null
                ? Ended(Bare(_source.Load(_order)))
                : StoredAsync(ScenarioSource.Read(_order, _loader), _order.Store).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is StoreException or RunArchiveException or ActorRuntimeException
            or InvalidOperationException)
        {
            return new RunFailed(_order.RunId, e.Message, IsStored: false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was stopped, or this node goes down, between two divisions.
            return new RunFailed(_order.RunId, "The run was stopped while nodes came and went.", IsStored: true);
        }
        catch (Exception e)
        {
            // Out of this thread it would end the node, and the next coordinator's node with the same run after it.
            _log.Error(e, "Run {Run} cannot be carried", _order.RunId);
            return new RunFailed(
                _order.RunId, $"{e.GetType().Name}: {e.Message}", _order.Store is not null && _divided is not null);
        }
    }

    private RunEnded Ended(byte[] ending) => new(_order.RunId, ending, _cost);

    private byte[] Bare(Simulation simulation)
    {
        HostSettings settings = SettingsFor(simulation);
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                RunResult result = Carry(new RunCore(simulation, settings.Regions), _stop.Token);
                return new StoredEnding(
                    result, settings, Stopwatch.GetElapsedTime(begun).TotalSeconds, _order.Reproduce).ToBytes();
            }
            catch (ActorRuntimeException e) when (IsNodeLost(e))
            {
                if (!_order.Restarts)
                {
                    throw Lost(e.InnerException!.Message, e);
                }

                _log.Warning("{Reason}: the run begins anew", e.InnerException!.Message);
                Thread.CurrentThread.Join(Pause);
            }
        }
    }

    private async Task<ClusterMessage> StoredAsync(ScenarioResult loaded, string address)
    {
        await using RunStore store = await RunStore.OpenAsync(
            StoreAddress.Parse(address), new StoreOptions { OnTrouble = text => _log.Warning("{Trouble}", text) });
        var archive = new RunArchive(store, _loader, new RunService(_log));
        while (true)
        {
            try
            {
                PersistedRun? there = await FindAsync(archive);
                if (there?.HasEnded == true)
                {
                    return Ended(there.Ending!.ToBytes());
                }

                RunRequest request = RequestFor(loaded.Simulation!);
                RecordedRun made = there is null
                    ? await archive.RunAsync(loaded, request)
                    : await archive.ResumeAsync(there, request);
                switch (made.Trouble)
                {
                    case RunOwnedException owned:
                        throw owned;
                    case StoreException trouble:
                        return new RunFailed(_order.RunId, trouble.Message, IsStored: true);
                    default:
                        return Ended(new StoredEnding(
                            made.Result, request.Host, made.Wall.TotalSeconds, _order.Reproduce).ToBytes());
                }
            }
            catch (ActorRuntimeException e) when (IsNodeLost(e))
            {
                _log.Warning("{Reason}: the run goes on from its last epoch", e.InnerException!.Message);
            }
            catch (RunOwnedException e)
            {
                // The coordinator before this one may be slow instead of dead; its lease runs out. Or this one was
                // slow, and another has taken the run over: what that one makes of it is the run's end here too.
                _log.Information("{Reason}", e.Message);
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<PersistedRun?> FindAsync(RunArchive archive)
    {
        try
        {
            PersistedRun run = await archive.FindAsync(_order.RunId);
            return run.Record.Id == _order.RunId ? run : null;
        }
        catch (RunNotFoundException)
        {
            return null;
        }
    }

    private RunRequest RequestFor(Simulation simulation) => new()
    {
        Id = _order.RunId,
        File = _order.File,
        Host = SettingsFor(simulation) with { Carrier = (run, _, stop) => Carry(run, stop) },
        Keep = (RunKeep)_order.Keep,
        Version = _order.Version,
        Reproduce = _order.Reproduce,
        Cancellation = _stop.Token,
    };

    private RunResult Carry(RunCore run, CancellationToken stop)
    {
        using DividedRun divided = _divide(progress => Volatile.Write(ref _progress, progress));
        Volatile.Write(ref _divided, divided);
        try
        {
            return divided.Carry(run, stop);
        }
        finally
        {
            _cost = _cost.And(divided.Cost);
        }
    }

    private HostSettings SettingsFor(Simulation simulation)
    {
        int workers = PartRunner.WorkersOf(_order);
        int nodes = Math.Max(1, Math.Max(_order.Nodes, Present));
        int regions = _order.Regions > 0 ? _order.Regions : nodes * HostSettings.RegionsFor(workers);
        return new HostSettings(
            HostKind.Actors, workers * nodes, Math.Clamp(regions, 1, Math.Max(1, simulation.Agents.Count)));
    }

    private static RunArchiveException Lost(string why, Exception? cause) => new(
        $"{char.ToUpperInvariant(why[0])}{why[1..]}, and without a store the run is lost with it. Keep it in a store "
        + "(leave out --store none), or let it begin anew whenever that happens (--restart).", cause!);

    /// <summary>A run that has begun goes on with whoever is left.</summary>
    private void WaitForNodes()
    {
        int wanted = _order.HasBegun ? 1 : _order.Nodes;
        while (Present < wanted && !_stop.IsCancellationRequested)
        {
            Thread.CurrentThread.Join(Pause);
        }
    }

    private static bool IsNodeLost(ActorRuntimeException e) => e.InnerException is WindowExchangeException;
}

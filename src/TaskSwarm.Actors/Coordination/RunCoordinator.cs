using System.Globalization;
using Akka.Actor;
using Akka.Event;
using TaskSwarm.Actors.Lanes;
using TaskSwarm.Actors.Regions;
using TaskSwarm.Actors.Supervision;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Coordination;

/// <summary>
/// Drives one run: opens a window, waits until every region has closed it, lets the kernel commit it, and goes on. Only
/// between windows does anyone but the regions touch the run.
/// </summary>
internal sealed class RunCoordinator : ActorBase
{
    private readonly RunCore _run;
    private readonly TaskCompletionSource<RunResult?> _completion;
    private readonly CancellationToken _cancellation;
    private readonly List<IActorRef> _regions = [];
    private long _windowNumber;
    private int _outstanding;
    private bool _over;
    private ExchangeVerdict _verdict;

    private RunCoordinator(StartRun start)
    {
        _run = start.Run;
        _completion = start.Completion;
        _cancellation = start.Cancellation;
    }

    public static Props Props(StartRun start, string dispatcher) =>
        Akka.Actor.Props.CreateBy(new Producer<RunCoordinator>(() => new RunCoordinator(start)))
            .WithDispatcher(dispatcher).WithMailbox(SlimMailbox.Id);

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(StopOnFailure, loggingEnabled: false);

    protected override void PreStart() => Guarded(static self => self.CreateRegions());

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case RegionReady or NoRegions:
                CountIn();
                return true;
            case ReportsArrived:
                Guarded(static self => self.TakeReports());
                return true;
            case EndsArrived:
                Guarded(static self => self.TakeEnds());
                return true;
            case RecorderReady:
                Guarded(static self => self.OpenNext());
                return true;
            case WindowClosed closed when closed.WindowNumber == _windowNumber:
                CountIn();
                return true;
            case WindowClosed closed:
                Fail(new ActorRuntimeException(
                    $"Region {closed.Region} closed window [{closed.WindowNumber}], but window [{_windowNumber}] is " +
                    "open; windows are closed once, in order."));
                return true;
            default:
                return false;
        }
    }

    private void CreateRegions()
    {
        var squads = new SquadTree(_run.Simulation.Squads);
        int[] here = [.. _run.Regions.Where(r => !r.IsRemote).Select(r => r.Number)];
        foreach (int region in here)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"region-{region}");
            _regions.Add(Context.ActorOf(RegionActor.Props(_run, region, squads), name));
        }

        AwaitRegions();
    }

    /// <summary>Who carries no region commits what others do.</summary>
    private void AwaitRegions()
    {
        _outstanding = Math.Max(1, _regions.Count);
        if (_regions.Count == 0)
        {
            Self.Tell(NoRegions.Instance, Self);
        }
    }

    private void CountIn()
    {
        if (--_outstanding == 0 && !_over)
        {
            Guarded(static self => self.Advance());
        }
    }

    private void Advance()
    {
        if (_windowNumber == 0)
        {
            Proceed();
        }
        else if (_run.Exchange is IWindowExchange exchange)
        {
            IActorRef self = Self;
            exchange.Send(_run, () => self.Tell(ReportsArrived.Instance, self));
        }
        else
        {
            Commit();
        }
    }

    private void TakeReports()
    {
        _verdict = _run.Exchange!.Accept(_run);
        Commit();
    }

    private void Commit()
    {
        _run.CommitWindow();
        Proceed();
    }

    private void Proceed()
    {
        if (_run.Recorder is { IsReady: false } recorder)
        {
            IActorRef self = Self;
            recorder.WhenReady(() => self.Tell(RecorderReady.Instance, self));
            return;
        }

        OpenNext();
    }

    private void OpenNext()
    {
        // Where others take part, all stop after the same window, as the exchange says.
        bool stop = _run.Exchange is null
            ? _cancellation.IsCancellationRequested
            : _verdict == ExchangeVerdict.Stop;
        if (_verdict == ExchangeVerdict.Pause)
        {
            _over = true;
            _completion.TrySetResult(null);
            return;
        }

        if (stop || !_run.TryOpenWindow(out Window window))
        {
            End(stop);
            return;
        }

        _windowNumber = window.Number;
        AwaitRegions();
        var open = new OpenWindow(window);
        foreach (IActorRef region in _regions)
        {
            region.Tell(open, Self);
        }
    }

    private void End(bool interrupted)
    {
        _over = true;
        if (_run.Exchange is IWindowExchange exchange)
        {
            IActorRef self = Self;
            exchange.SendEnd(_run, () => self.Tell(EndsArrived.Instance, self));
        }
        else
        {
            _completion.TrySetResult(_run.Finish(interrupted));
        }
    }

    private void TakeEnds()
    {
        _run.Exchange!.AcceptEnd(_run);
        _completion.TrySetResult(_run.CommitsEvents ? _run.Finish(_verdict == ExchangeVerdict.Stop) : null);
    }

    private Directive StopOnFailure(Exception cause)
    {
        Fail(new ActorRuntimeException(
            $"The actor runtime failed in window [{_windowNumber}] at {_run.Progress.Now}: {cause.Message}", cause));
        return Directive.Stop;
    }

    private void Guarded(Action<RunCoordinator> step)
    {
        try
        {
            step(this);
        }
        catch (Exception error)
        {
            Fail(new ActorRuntimeException(
                $"The run could not go on after window [{_windowNumber}] at {_run.Progress.Now}: {error.Message}",
                error));
        }
    }

    private void Fail(ActorRuntimeException error)
    {
        _over = true;
        if (error.InnerException is not WindowExchangeException)
        {
            Context.System.Log.Error(error, "{0}", error.Message);
        }

        _completion.TrySetException(error);
    }
}

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
    private readonly TaskCompletionSource<RunResult> _completion;
    private readonly CancellationToken _cancellation;
    private readonly List<IActorRef> _regions = [];
    private long _windowNumber;
    private int _outstanding;
    private bool _over;

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
            case RegionReady:
                CountIn();
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
        _outstanding = _run.Regions.Count;
        for (int i = 0; i < _run.Regions.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"region-{i}");
            _regions.Add(Context.ActorOf(RegionActor.Props(_run, i, squads), name));
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
        if (_windowNumber > 0)
        {
            _run.CommitWindow();
        }

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
        if (_cancellation.IsCancellationRequested || !_run.TryOpenWindow(out Window window))
        {
            _over = true;
            _completion.TrySetResult(_run.Finish(_cancellation.IsCancellationRequested));
            return;
        }

        _windowNumber = window.Number;
        _outstanding = _regions.Count;
        var open = new OpenWindow(window);
        foreach (IActorRef region in _regions)
        {
            region.Tell(open, Self);
        }
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
        Context.System.Log.Error(error, "{0}", error.Message);
        _completion.TrySetException(error);
    }
}

using System.Diagnostics;
using Akka.Actor;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Members;

/// <summary>Asks the coordinator for one run until it is over, whoever the coordinator is by then.</summary>
internal sealed class ClientActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan AskTime = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly IActorRef _coordinator;
    private RunOrder _order;
    private readonly Action<RunStatus> _status;
    private readonly TaskCompletionSource<ClusterMessage> _ended;
    private readonly CancellationToken _stop;
    private readonly Action<TimeSpan> _silence;
    private readonly Mailroom _mail = new();
    private long _heard = Stopwatch.GetTimestamp();
    private bool _told;
    private bool _isKnown;

    public ClientActor(
        IActorRef coordinator, RunOrder order, Action<RunStatus> status, TaskCompletionSource<ClusterMessage> ended,
        Action<TimeSpan> silence, CancellationToken stop)
    {
        (_coordinator, _order, _status, _ended, _stop) = (coordinator, order, status, ended, stop);
        _silence = silence;
        Receive<Parcel>(parcel => On(_mail.Take(parcel)));
        Receive<Ask>(_ => OnAsk());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(
        IActorRef coordinator, RunOrder order, Action<RunStatus> status, TaskCompletionSource<ClusterMessage> ended,
        Action<TimeSpan> silence, CancellationToken stop) =>
        Akka.Actor.Props.Create(() => new ClientActor(coordinator, order, status, ended, silence, stop));

    protected override void PreStart()
    {
        Self.Tell(Ask.Instance);
        Timers.StartPeriodicTimer(nameof(Ask), Ask.Instance, AskTime);
    }

    private void OnAsk()
    {
        Post.Send(_coordinator, _isKnown ? new AskRun(_order.RunId) : new EnsureRun(_order), Self);
        if (!_told && Stopwatch.GetElapsedTime(_heard) > Silence)
        {
            _told = true;
            _silence(Silence);
        }

        if (_stop.IsCancellationRequested)
        {
            Post.Send(_coordinator, new StopRun(_order.RunId), Self);
            if (Stopwatch.GetElapsedTime(_heard) > Patience)
            {
                // Whoever asks to stop is not to wait for a cluster that is not there.
                _ended.TrySetResult(new RunFailed(
                    _order.RunId, "No coordinator answers; nobody was told to stop the run.",
                    IsStored: _order is { HasBegun: true, Store: not null }));
            }
        }
    }

    private void On(ClusterMessage? message)
    {
        (_heard, _told) = (Stopwatch.GetTimestamp(), false);
        switch (message)
        {
            case RunStatus status when status.RunId == _order.RunId:
                _isKnown = true;
                _order = _order with { HasBegun = _order.HasBegun || status.Division > 0 };
                _status(status);
                break;
            case RunUnknown unknown when unknown.RunId == _order.RunId:
                // A coordinator that has taken the place of another.
                _isKnown = false;
                break;
            case RunEnded ended when ended.RunId == _order.RunId:
                _ended.TrySetResult(ended);
                break;
            case RunFailed failed when failed.RunId == _order.RunId:
                _ended.TrySetResult(failed);
                break;
        }
    }

    private sealed record Ask
    {
        public static readonly Ask Instance = new();
    }
}

using Akka.Actor;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Placement;
using TaskSwarm.Cluster.Runs;

namespace TaskSwarm.Cluster.Members;

/// <summary>
/// The cluster's one coordinator, a singleton on the oldest node: has one run made at a time, and answers who asks.
/// </summary>
internal sealed class CoordinatorActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan CallTime = TimeSpan.FromMilliseconds(100);
    private const int AllEvery = 20;

    private readonly Func<RunOrder, RunDriver> _drive;
    private readonly Roster _roster;
    private readonly Seating _seating;
    private readonly IActorRef _seats;
    private int _calls;
    private readonly Mailroom _mail = new();
    private readonly Dictionary<string, ClusterMessage> _ended = [];
    private RunDriver? _driver;
    private string? _run;

    public CoordinatorActor(Func<RunOrder, RunDriver> drive, Roster roster, Seating seating, IActorRef seats)
    {
        (_drive, _roster, _seating, _seats) = (drive, roster, seating, seats);
        Receive<CallSeats>(_ => OnCallSeats());
        Receive<Parcel>(parcel => On(_mail.Take(parcel)));
        Receive<Ended>(OnEnded);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(Func<RunOrder, RunDriver> drive, Roster roster, Seating seating, IActorRef seats) =>
        Akka.Actor.Props.Create(() => new CoordinatorActor(drive, roster, seating, seats));

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(nameof(CallSeats), CallSeats.Instance, CallTime);

    protected override void PostStop() => _driver?.Stop();

    private void On(ClusterMessage? message)
    {
        switch (message)
        {
            case EnsureRun ensure:
                Ensure(ensure.Order);
                break;
            case AskRun ask:
                AnswerFor(ask.RunId);
                break;
            case StopRun stop when stop.RunId == _run:
                _driver!.Stop();
                break;
            case PartTaken taken:
                _driver?.OnTaken(taken);
                break;
            case PartLost lost:
                _driver?.OnLost(lost);
                break;
            case SeatTaken seat:
                _seating.Take(seat);
                break;
            case Depart depart:
                _roster.Depart(depart.Node);
                break;
            case AskStatus:
                Answer(_driver?.Status ?? new RunStatus(null, 0, 0, 0, 0, 0, 0, 0, []));
                break;
        }
    }

    /// <summary>Seats that are not known to stand right are asked often, the others now and then.</summary>
    private void OnCallSeats()
    {
        bool all = _calls++ % AllEvery == 0;
        foreach (int region in all ? Enumerable.Range(0, _seating.Regions) : _seating.Astray)
        {
            _seats.Tell(new SeatCall(region), Self);
        }
    }

    private void Ensure(RunOrder order)
    {
        if (_run is null && !_ended.ContainsKey(order.RunId))
        {
            _run = order.RunId;
            IActorRef self = Self;
            _driver = _drive(order);
            _driver.Start(how => self.Tell(new Ended(order.RunId, how)));
        }

        AnswerFor(order.RunId);
    }

    private void AnswerFor(string run)
    {
        if (_ended.TryGetValue(run, out ClusterMessage? ended))
        {
            Answer(ended);
        }
        else if (_run == run)
        {
            Answer(_driver!.Status);
        }
        else if (_run is null)
        {
            Answer(new RunUnknown(run));
        }
        else
        {
            // One at a time; who waits asks again.
            Answer(new RunStatus(run, 0, 0, 0, 0, 0, 0, 0, [$"waits for run {_run}"]));
        }
    }

    private void OnEnded(Ended ended)
    {
        _ended[ended.Run] = ended.How;
        _driver?.Dispose();
        (_driver, _run) = (null, null);
    }

    private void Answer(ClusterMessage message) => Post.Send(Sender, message, Self);

    private sealed record CallSeats
    {
        public static readonly CallSeats Instance = new();
    }

    private sealed record Ended(string Run, ClusterMessage How);
}

using Akka.Actor;
using Akka.Cluster;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Observation;
using TaskSwarm.Cluster.Runs;

namespace TaskSwarm.Cluster.Members;

/// <summary>
/// A node's place in the cluster, <c>/user/node</c>: takes its part of a run, and brings other nodes' reports to it.
/// </summary>
/// <remarks>
/// While it carries a part it reminds the coordinator of the run, so that a coordinator that was started in place of a
/// lost one learns what there is to go on with.
/// </remarks>
internal sealed class NodeActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickTime = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan ReminderTime = TimeSpan.FromSeconds(2);

    private readonly PartHub _hub;
    private readonly PartRunner _runner;
    private readonly Roster _roster;
    private readonly IActorRef _coordinator;
    private readonly Action _leave;
    private readonly Mailroom _mail = new();
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly bool _endsWithClients;
    private bool _departing;

    public NodeActor(
        PartHub hub, PartRunner runner, Roster roster, IActorRef coordinator, Action leave, bool endsWithClients)
    {
        (_hub, _runner, _roster, _coordinator, _leave) = (hub, runner, roster, coordinator, leave);
        _endsWithClients = endsWithClients;
        Receive<Parcel>(parcel => On(_mail.Take(parcel)));
        Receive<ClusterEvent.MemberUp>(e => Note(e.Member, isUp: true));
        Receive<ClusterEvent.MemberLeft>(e => Note(e.Member, isUp: true));
        Receive<ClusterEvent.MemberRemoved>(e => Note(e.Member, isUp: false));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<Tick>(_ => OnTick());
        Receive<Remind>(_ => OnRemind());
        Receive<LeaveAsked>(_ => Leave());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(
        PartHub hub, PartRunner runner, Roster roster, IActorRef coordinator, Action leave, bool endsWithClients) =>
        Akka.Actor.Props.Create(() => new NodeActor(hub, runner, roster, coordinator, leave, endsWithClients));

    /// <summary>The path of a member's node.</summary>
    public static string PathOf(string address) => address + "/user/node";

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TickTime);
        Timers.StartPeriodicTimer(nameof(Remind), Remind.Instance, ReminderTime);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _hub.Drop("this node stops");
    }

    private void On(ClusterMessage? message)
    {
        switch (message)
        {
            case WindowReports reports:
                _hub.Deliver(reports);
                break;
            case ReportsMissing missing:
                Repeat(missing);
                break;
            case LinkOffer offer:
                _hub.Links?.Take(offer);
                break;
            case TakePart part:
                Take(part);
                break;
            case DropPart drop:
                _hub.Drop("the division is over", drop.Division);
                break;
            case RunUnknown unknown when _hub.Part is { Me: > 0 } mine && mine.Order.RunId == unknown.RunId:
                Post.Send(_coordinator, new EnsureRun(mine.Order), Self);
                break;
            case LeaveCluster:
                Leave();
                break;
            case AskNode:
                Post.Send(Sender, Report(), Self);
                break;
        }
    }

    private NodeReport Report() => _hub.Observation.AddTo(new NodeReport
    {
        Node = _cluster.SelfAddress.ToString(),
        Doing = _departing ? "leaving" : _hub.Part is null ? "idle" : _hub.Exchange is null ? "preparing" : "carrying",
        BytesSent = Wire.Sent,
        BytesReceived = Wire.Received,
        Resent = Wire.Resent,
    });

    private void Repeat(ReportsMissing missing)
    {
        if (_hub.Find(missing.Division) is NodeExchange exchange)
        {
            exchange.Repeat(missing);
        }
        else if (_hub.Part?.Division != missing.Division)
        {
            // Else its agents are still being made.
            Post.Send(_coordinator, new PartLost(missing.Division, _cluster.SelfAddress.ToString()), Self);
        }
    }

    private void Take(TakePart part)
    {
        if (_hub.Part?.Division == part.Division)
        {
            // It was said again because the answer was lost, or is still to come.
            if (_hub.Exchange is not null)
            {
                Post.Send(_coordinator, new PartTaken(part.Division, part.Me, null), Self);
            }

            return;
        }

        ActorSystem system = Context.System;
        (IActorRef self, IActorRef coordinator) = (Self, _coordinator);
        IActorRefProvider provider = ((ExtendedActorSystem)system).Provider;
        IActorRef[] peers = [.. part.Shares.Select(s => provider.ResolveActorRef(PathOf(s.Node)))];
        _runner.Start(
            part,
            (node, message) => Post.Send(peers[node], message, self),
            objection => Post.Send(coordinator, new PartTaken(part.Division, part.Me, objection), self));
    }

    private void Note(Member member, bool isUp)
    {
        if (!member.HasRole(ClusterNode.Role))
        {
            // Whoever started this process for a run of its own is gone; the run is finished first.
            _departing |= _endsWithClients && !isUp;
            return;
        }

        string node = member.Address.ToString();
        if (isUp)
        {
            _roster.Add(node, member.Roles);
            return;
        }

        _roster.Remove(node);
        if (_hub.Part is TakePart part && part.Me != 0 && part.Shares.Any(s => s.Node == node))
        {
            _hub.Exchange?.Break($"node {node} is gone");
        }
    }

    private void OnTick()
    {
        _hub.Exchange?.Remind();
        _hub.Links?.Offer();
        if (_departing && _hub.Part is null)
        {
            _leave();
        }
    }

    private void OnRemind()
    {
        if (_hub.Part is { Me: > 0 } part)
        {
            Post.Send(_coordinator, new AskRun(part.Order.RunId), Self);
        }

        if (_departing)
        {
            Post.Send(_coordinator, new Depart(_cluster.SelfAddress.ToString()), Self);
        }
    }

    /// <summary>Its regions go to others first.</summary>
    private void Leave()
    {
        _departing = true;
        OnRemind();
        OnTick();
    }

    /// <summary>Asks a node of this process to leave.</summary>
    internal sealed record LeaveAsked
    {
        public static readonly LeaveAsked Instance = new();
    }

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed record Remind
    {
        public static readonly Remind Instance = new();
    }
}

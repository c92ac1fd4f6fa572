using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Serilog;
using TaskSwarm.Cluster.Links;
using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Observation;
using TaskSwarm.Cluster.Placement;
using TaskSwarm.Cluster.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cluster;

/// <summary>This process as a node of a cluster: carries regions of runs, and may be the coordinator.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    /// <summary>The role of members that carry regions.</summary>
    public const string Role = "node";

    /// <summary>The role of members that only ask for runs.</summary>
    public const string ClientRole = "client";

    internal const string CoordinatorName = "coordinator";

    private readonly ActorSystem _system;
    private readonly IActorRef _node;

    private readonly NodeMeter _meter;

    private ClusterNode(ActorSystem system, IActorRef node, NodeObservation observation)
    {
        (_system, _node) = (system, node);
        _meter = new NodeMeter(system, observation);
    }

    /// <summary>The node's address: <c>akka.tcp://taskswarm@HOST:PORT</c>.</summary>
    public string Address => Akka.Cluster.Cluster.Get(_system).SelfAddress.ToString();

    /// <summary>Where others find the node: <c>HOST:PORT</c>.</summary>
    public string Seed => ClusterMember.At(Akka.Cluster.Cluster.Get(_system).SelfAddress);

    /// <summary>Whether the node is a member that is up.</summary>
    public bool IsUp => !Ended.IsCompleted
        && Akka.Cluster.Cluster.Get(_system).SelfMember.Status == Akka.Cluster.MemberStatus.Up;

    /// <summary>Done when the node has left, or was thrown out, of the cluster.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <summary>Starts a node.</summary>
    /// <param name="settings">How it takes part.</param>
    /// <param name="loader">Loads scenarios.</param>
    /// <param name="log">Told how runs go.</param>
    public static ClusterNode Start(ClusterSettings settings, ScenarioLoader loader, ILogger log) =>
        Start(settings, new ScenarioSource(loader), loader, log);

    /// <summary>Starts a node that makes runs of another source, and to which reports may come otherwise.</summary>
    internal static ClusterNode Start(
        ClusterSettings settings, IRunSource source, ScenarioLoader loader, ILogger log,
        Action<Action>? arrive = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var system = ActorSystem.Create(
            ClusterConfiguration.SystemName, ClusterConfiguration.Of(settings, isNode: true));
        var cluster = Akka.Cluster.Cluster.Get(system);
        string me = cluster.SelfAddress.ToString();
        var roster = new Roster();
        var seating = new Seating(roster, me);
        PartHub hub = arrive is null ? new PartHub() : new PartHub { Arrive = arrive };
        var links = new ReportLinks(cluster.SelfAddress, hub.Deliver);
        hub.Links = links;
        system.RegisterOnTermination(links.Dispose);
        IActorRef? node = null;
        void Send(string to, ClusterMessage message) =>
            Post.Send(system.ActorSelection(NodeActor.PathOf(to)), message, node);
        RunDriver Drive(RunOrder order) => new(
            order, roster, source, loader, log,
            started => new DividedRun(order, roster, seating, hub, source.Catalog, Send, started));
        system.ActorOf(
            ClusterSingletonManager.Props(
                CoordinatorActor.Props(Drive, roster, seating, SeatsOf(system, seating)), PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(Role)),
            CoordinatorName);
        IActorRef proxy = ProxyOf(system);
        void Leave()
        {
            // A node that was started for one run has nothing to hand over in the end, nor has one that never joined.
            if (settings.EndsWithClients || cluster.SelfMember.Status == Akka.Cluster.MemberStatus.Removed)
            {
                system.Terminate();
            }
            else
            {
                cluster.Leave(cluster.SelfAddress);
            }
        }

        node = system.ActorOf(
            NodeActor.Props(
                hub, new PartRunner(hub, source), roster, proxy, Leave, settings.EndsWithClients),
            "node");
        cluster.RegisterOnMemberRemoved(() => system.Terminate());
        // Before the node counts as ended, so that what exports its last spans still does.
        system.RegisterOnTermination(hub.Observation.Dispose);
        if (settings.SeedNodes.Count == 0)
        {
            cluster.Join(cluster.SelfAddress);
        }

        return new ClusterNode(system, node, hub.Observation);
    }

    /// <summary>Hands the regions to others, and leaves; <see cref="Ended"/> tells when.</summary>
    public void Leave() => _node.Tell(NodeActor.LeaveAsked.Instance);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _meter.Dispose();
    }

    /// <summary>Has Akka's sharding keep a seat for each region on the node that is to carry it.</summary>
    private static IActorRef SeatsOf(ActorSystem system, Seating seating)
    {
        Address me = Akka.Cluster.Cluster.Get(system).SelfAddress;
        return ClusterSharding.Get(system).Start(
            "regions", RegionSeat.Props(me.ToString()), ClusterShardingSettings.Create(system).WithRole(Role),
            new SeatExtractor(), new SeatStrategy(seating, me), PoisonPill.Instance);
    }

    internal static IActorRef ProxyOf(ActorSystem system) => system.ActorOf(
        ClusterSingletonProxy.Props(
            "/user/" + CoordinatorName, ClusterSingletonProxySettings.Create(system).WithRole(Role)),
        "coordinator-proxy");
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster;

/// <summary>This process as a member of a cluster that carries nothing and asks for runs.</summary>
public sealed class ClusterClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ActorSystem _system;
    private readonly IActorRef _coordinator;

    private readonly bool _joined;

    private ClusterClient(ActorSystem system, IActorRef coordinator, bool joined) =>
        (_system, _coordinator, _joined) = (system, coordinator, joined);

    /// <summary>Where others find this member: <c>HOST:PORT</c>.</summary>
    public string Seed
    {
        get
        {
            Address address = Akka.Cluster.Cluster.Get(_system).SelfAddress;
            return $"{address.Host}:{address.Port}";
        }
    }

    /// <summary>Starts a member.</summary>
    /// <param name="settings">How it takes part; without seed nodes it begins a cluster, which nodes then join.</param>
    public static ClusterClient Start(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var system = ActorSystem.Create(
            ClusterConfiguration.SystemName, ClusterConfiguration.Of(settings, isNode: false));
        var cluster = Akka.Cluster.Cluster.Get(system);
        if (settings.SeedNodes.Count == 0)
        {
            cluster.Join(cluster.SelfAddress);
        }

        return new ClusterClient(system, ClusterNode.ProxyOf(system), settings.SeedNodes.Count > 0);
    }

    /// <summary>Has a run made, and waits for its end.</summary>
    /// <param name="order">The run.</param>
    /// <param name="progress">Told how far it is, from any thread.</param>
    /// <param name="silence">Told when no coordinator has answered for a while, and for how long.</param>
    /// <param name="stop">Ends the run after its window.</param>
    /// <returns>How it ended, or why it could not be made.</returns>
    public async Task<ClusterRunOutcome> RunAsync(
        RunOrder order, Action<ClusterProgress> progress, Action<TimeSpan> silence, CancellationToken stop)
    {
        order = order with { Trace = order.Trace ?? Activity.Current?.Id };
        var ended = new TaskCompletionSource<ClusterMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef client = _system.ActorOf(
            ClientActor.Props(_coordinator, order, s => progress(ClusterProgress.Of(s)), ended, silence, stop));
        ClusterMessage message = await ended.Task;
        _system.Stop(client);
        return message is RunEnded how
            ? new ClusterRunOutcome(how.Ending, null, true)
            : new ClusterRunOutcome(default, ((RunFailed)message).Reason, ((RunFailed)message).IsStored);
    }

    /// <summary>How the cluster stands. Waits until there is one to ask.</summary>
    public async Task<ClusterStatus> StatusAsync()
    {
        var answer = new TaskCompletionSource<RunStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef asker = _system.ActorOf(StatusActor.Props(_coordinator, answer));
        RunStatus status = await answer.Task;
        _system.Stop(asker);
        ClusterEvent.CurrentClusterState state = Akka.Cluster.Cluster.Get(_system).State;
        ClusterMember Describe(Member m) => new(
            $"{m.Address.Host}:{m.Address.Port}", string.Join(",", m.Roles.Order(StringComparer.Ordinal)),
            state.Unreachable.Contains(m) ? "unreachable" : m.Status.ToString().ToLowerInvariant());
        Member[] nodes = [.. state.Members.Where(m => m.HasRole(ClusterNode.Role))];
        IReadOnlyDictionary<string, NodeReport> reports = await HearAsync(
            [.. nodes.Where(n => !state.Unreachable.Contains(n)).Select(n => n.Address.ToString())]);
        NodeReport? first = reports.Values.FirstOrDefault(r => r.RunId is not null && r.Place == 0);
        return new ClusterStatus(
            [.. state.Members.Select(Describe)], status.RunId, ClusterProgress.Of(status),
            [
                .. nodes.Select(n => NodeStatus.Of(
                    Describe(n), reports.GetValueOrDefault(n.Address.ToString()), first)),
            ]);
    }

    /// <summary>What nodes say of themselves, those that answer in good time.</summary>
    private async Task<IReadOnlyDictionary<string, NodeReport>> HearAsync(IReadOnlyList<string> nodes)
    {
        var reports = new ConcurrentDictionary<string, NodeReport>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (nodes.Count > 0)
        {
            IActorRef asker = _system.ActorOf(NodesActor.Props(nodes, r => reports.TryAdd(r.Node, r), all));
            await Task.WhenAny(all.Task, Task.Delay(Patience));
            _system.Stop(asker);
        }

        return reports;
    }

    /// <summary>Asks all nodes to leave.</summary>
    public void DismissAll()
    {
        foreach (Member member in Akka.Cluster.Cluster.Get(_system).State.Members)
        {
            if (member.HasRole(ClusterNode.Role))
            {
                Post.Send(
                    _system.ActorSelection(NodeActor.PathOf(member.Address.ToString())), LeaveCluster.Instance, null);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await (_joined
        ? CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance)
        : _system.Terminate());
}

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

    private readonly ClusterSettings _settings;
    private ActorSystem _system;
    private IActorRef _coordinator;
    private IReadOnlyList<string> _nodes = [];
    private bool _isDisposed;

    private ClusterClient(ClusterSettings settings)
    {
        _settings = settings;
        (_system, _coordinator) = Join(settings);
    }

    private bool Joined => _settings.SeedNodes.Count > 0;

    /// <summary>Where others find this member: <c>HOST:PORT</c>.</summary>
    public string Seed => ClusterMember.At(Akka.Cluster.Cluster.Get(_system).SelfAddress);

    /// <summary>Starts a member.</summary>
    /// <param name="settings">How it takes part; without seed nodes it begins a cluster, which nodes then join.</param>
    public static ClusterClient Start(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ClusterClient(settings);
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
        while (true)
        {
            var ended = new TaskCompletionSource<ClusterMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            void Tell(RunStatus status)
            {
                order = order with { HasBegun = order.HasBegun || status.Division > 0 };
                _nodes = NodesNow();
                progress(ClusterProgress.Of(status));
            }

            IActorRef client = _system.ActorOf(
                ClientActor.Props(_coordinator, order, Tell, ended, silence, stop));
            await Task.WhenAny(ended.Task, _system.WhenTerminated);
            if (ended.Task.IsCompleted)
            {
                _system.Stop(client);
                return OutcomeOf(await ended.Task);
            }

            if (_isDisposed || !Joined)
            {
                return new ClusterRunOutcome(
                    default, "This process was cut off from the nodes, and has left them.", order.Store is not null);
            }

            // On the smaller side of a partition it was thrown out. The run goes on without it: it asks again.
            (_system, _coordinator) = Join(
                _settings with { SeedNodes = [.. _settings.SeedNodes.Union(_nodes)] });
        }
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
            ClusterMember.At(m.Address), string.Join(",", m.Roles.Order(StringComparer.Ordinal)),
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
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await (Joined
            ? CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance)
            : _system.Terminate());
    }

    private static (ActorSystem System, IActorRef Coordinator) Join(ClusterSettings settings)
    {
        var system = ActorSystem.Create(
            ClusterConfiguration.SystemName, ClusterConfiguration.Of(settings, isNode: false));
        var cluster = Akka.Cluster.Cluster.Get(system);
        if (settings.SeedNodes.Count == 0)
        {
            cluster.Join(cluster.SelfAddress);
        }

        return (system, ClusterNode.ProxyOf(system));
    }

    private static ClusterRunOutcome OutcomeOf(ClusterMessage message) => message is RunEnded how
        ? new ClusterRunOutcome(how.Ending, null, true) { Cost = how.Cost }
        : new ClusterRunOutcome(default, ((RunFailed)message).Reason, ((RunFailed)message).IsStored);

    private string[] NodesNow() =>
    [
        .. Akka.Cluster.Cluster.Get(_system).State.Members.Where(static m => m.HasRole(ClusterNode.Role))
            .Select(static m => ClusterMember.At(m.Address)),
    ];
}

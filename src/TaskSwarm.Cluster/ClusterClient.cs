using Akka.Actor;
using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster;

/// <summary>This process as a member of a cluster that carries nothing and asks for runs.</summary>
public sealed class ClusterClient : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly IActorRef _coordinator;

    private ClusterClient(ActorSystem system, IActorRef coordinator) => (_system, _coordinator) = (system, coordinator);

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

        return new ClusterClient(system, ClusterNode.ProxyOf(system));
    }

    /// <summary>Has a run made, and waits for its end.</summary>
    /// <param name="order">The run.</param>
    /// <param name="progress">Told how far it is, from any thread.</param>
    /// <param name="stop">Ends the run after its window.</param>
    /// <returns>How it ended, or why it could not be made.</returns>
    public async Task<ClusterRunOutcome> RunAsync(
        RunOrder order, Action<ClusterProgress> progress, CancellationToken stop)
    {
        var ended = new TaskCompletionSource<ClusterMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef client = _system.ActorOf(
            ClientActor.Props(_coordinator, order, s => progress(ClusterProgress.Of(s)), ended, stop));
        ClusterMessage message = await ended.Task;
        _system.Stop(client);
        return message is RunEnded how
            ? new ClusterRunOutcome(how.Ending, null, true)
            : new ClusterRunOutcome(default, ((RunFailed)message).Reason, ((RunFailed)message).IsStored);
    }

    /// <summary>Asks all nodes to leave.</summary>
    public void DismissAll()
    {
        foreach (Akka.Cluster.Member member in Akka.Cluster.Cluster.Get(_system).State.Members)
        {
            if (member.HasRole(ClusterNode.Role))
            {
                Post.Send(
                    _system.ActorSelection(NodeActor.PathOf(member.Address.ToString())), LeaveCluster.Instance, null);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _system.Terminate();
}

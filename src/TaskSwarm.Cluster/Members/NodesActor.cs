using Akka.Actor;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Members;

/// <summary>Asks some nodes how they stand, again until all have answered.</summary>
internal sealed class NodesActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan AskTime = TimeSpan.FromMilliseconds(500);

    private readonly Mailroom _mail = new();
    private readonly IReadOnlyList<string> _nodes;
    private readonly Action<NodeReport> _heard;
    private readonly TaskCompletionSource _all;
    private readonly HashSet<string> _silent;

    public NodesActor(IReadOnlyList<string> nodes, Action<NodeReport> heard, TaskCompletionSource all)
    {
        (_nodes, _heard, _all) = (nodes, heard, all);
        _silent = [.. nodes];
        Receive<Parcel>(parcel => On(_mail.Take(parcel)));
        Receive<Again>(_ => Ask());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IReadOnlyList<string> nodes, Action<NodeReport> heard, TaskCompletionSource all) =>
        Akka.Actor.Props.Create(() => new NodesActor(nodes, heard, all));

    protected override void PreStart()
    {
        Self.Tell(Again.Instance);
        Timers.StartPeriodicTimer(nameof(Again), Again.Instance, AskTime);
    }

    private void Ask()
    {
        foreach (string node in _nodes.Where(_silent.Contains))
        {
            Post.Send(Context.System.ActorSelection(NodeActor.PathOf(node)), AskNode.Instance, Self);
        }
    }

    private void On(ClusterMessage? message)
    {
        if (message is NodeReport report && _silent.Remove(report.Node))
        {
            _heard(report);
            if (_silent.Count == 0)
            {
                _all.TrySetResult();
            }
        }
    }

    private sealed record Again
    {
        public static readonly Again Instance = new();
    }
}

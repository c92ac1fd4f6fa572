using Akka.Actor;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Members;

/// <summary>Asks the coordinator once how things stand, again until it answers.</summary>
internal sealed class StatusActor : ReceiveActor, IWithTimers
{
    private readonly Mailroom _mail = new();

    public StatusActor(IActorRef coordinator, TaskCompletionSource<RunStatus> answer)
    {
        Receive<Parcel>(parcel =>
        {
            if (_mail.Take(parcel) is RunStatus status)
            {
                answer.TrySetResult(status);
            }
        });
        Receive<Again>(_ => Post.Send(coordinator, AskStatus.Instance, Self));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef coordinator, TaskCompletionSource<RunStatus> answer) =>
        Akka.Actor.Props.Create(() => new StatusActor(coordinator, answer));

    protected override void PreStart()
    {
        Self.Tell(Again.Instance);
        Timers.StartPeriodicTimer(nameof(Again), Again.Instance, TimeSpan.FromSeconds(1));
    }

    private sealed record Again
    {
        public static readonly Again Instance = new();
    }
}

using Akka.Actor.Setup;

namespace TaskSwarm.Actors.Logging;

/// <summary>Carries the receiver of the log into the actor system.</summary>
internal sealed class LogBridgeSetup : Setup
{
    public LogBridgeSetup(Action<HostLogEntry> receiver) => Receiver = receiver;

    public Action<HostLogEntry> Receiver { get; }
}

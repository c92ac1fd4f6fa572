using Akka.Actor;
using Akka.Event;
using Akka.Util;

namespace TaskSwarm.Actors.Logging;

/// <summary>
/// Akka's logger of the host: hands every entry to whoever the options name. Akka makes it by its name.
/// </summary>
internal sealed class LogBridge : ActorBase
{
    private readonly Action<HostLogEntry> _receiver;

    /// <summary>Called by Akka.</summary>
    public LogBridge()
    {
        Option<LogBridgeSetup> setup = Context.System.Settings.Setup.Get<LogBridgeSetup>();
        _receiver = setup.HasValue
            ? setup.Value.Receiver
            : throw new InvalidOperationException("The log bridge works only in an actor system of the actor host.");
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEnd end:
                end.Reach();
                return true;
            case LogEvent entry:
                _receiver(new HostLogEntry(
                    LevelOf(entry), entry.LogSource, entry.Message?.ToString() ?? string.Empty, entry.Cause));
                return true;
            default:
                return false;
        }
    }

    private static HostLogLevel LevelOf(LogEvent entry) => entry.LogLevel() switch
    {
        LogLevel.DebugLevel => HostLogLevel.Debug,
        LogLevel.InfoLevel => HostLogLevel.Info,
        LogLevel.WarningLevel => HostLogLevel.Warning,
        _ => HostLogLevel.Error,
    };
}

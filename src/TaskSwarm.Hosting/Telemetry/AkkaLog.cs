using Serilog;
using Serilog.Core;
using Serilog.Events;
using TaskSwarm.Actors.Logging;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Brings the actor system's log into the program's.</summary>
internal static class AkkaLog
{
    // Names that settings for Akka start with, so that one line of configuration silences or opens all of them.
    private const string Prefix = "Akka";

    /// <summary>Writes one entry.</summary>
    public static void Write(ILogger log, in HostLogEntry entry) => log
        .ForContext(Constants.SourceContextPropertyName, Prefix)
        .ForContext("Actor", entry.Source)
        .Write(LevelOf(entry.Level), entry.Cause, "{Text:l}", entry.Message);

    /// <summary>The least severe level that anyone listens to: what nobody reads, Akka need not write.</summary>
    public static HostLogLevel LevelOf(ILogger log)
    {
        ILogger akka = log.ForContext(Constants.SourceContextPropertyName, Prefix);
        return Enum.GetValues<HostLogLevel>().Order().Where(l => akka.IsEnabled(LevelOf(l)))
            .DefaultIfEmpty(HostLogLevel.Error).First();
    }

    private static LogEventLevel LevelOf(HostLogLevel level) => level switch
    {
        HostLogLevel.Debug => LogEventLevel.Debug,
        HostLogLevel.Info => LogEventLevel.Information,
        HostLogLevel.Warning => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}

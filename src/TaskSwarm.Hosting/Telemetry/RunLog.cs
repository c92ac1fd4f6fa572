using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Sets up the log of the program: a few lines for people, every entry as compact JSON in a file.</summary>
public static class RunLog
{
    /// <summary>Opens the log.</summary>
    /// <param name="settings">Who is told how much.</param>
    /// <param name="people">Where lines for people go.</param>
    /// <exception cref="LogSetupException">The configuration cannot be read or the file cannot be written.</exception>
    public static Logger Open(LogSettings settings, TextWriter people)
    {
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            LoggerConfiguration configuration = Configured(settings.ConfigFile).WriteTo.Sink(
                new PeopleSink(people, inFull: settings.Level <= LogEventLevel.Debug),
                settings.Level ?? LogEventLevel.Warning);
            if (settings.Level < LogEventLevel.Information)
            {
                configuration.MinimumLevel.Is(settings.Level.Value);
            }

            if (settings.File is string file)
            {
                EnsureWritable(file);
                configuration.WriteTo.File(new CompactJsonFormatter(), file);
            }

            return configuration.CreateLogger();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw new LogSetupException($"{settings.File}: cannot write the log ({e.Message})", e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or InvalidOperationException)
        {
            throw new LogSetupException($"{settings.ConfigFile}: not a log configuration ({Innermost(e).Message})", e);
        }
    }

    /// <summary>Logs why the program or a run failed: one line for people, the stack for the file.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="message">What went wrong, in a line.</param>
    /// <param name="details">All that a developer wants to know.</param>
    public static void WriteFailure(ILogger log, string message, string details)
    {
        ArgumentNullException.ThrowIfNull(log);
        log.ForContext(PeopleSink.Details, details).Information("Failed: {Failure:l}", message);
    }

    private static LoggerConfiguration Configured(string? file)
    {
        LoggerConfiguration configuration = new LoggerConfiguration().MinimumLevel.Is(LogEventLevel.Information);
        return file is null
            ? configuration
            : configuration.ReadFrom.Configuration(
                new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: false).Build());
    }

    // The file sink reports nothing when it cannot open its file: a log that was asked for must not be lost in silence.
    private static void EnsureWritable(string file)
    {
        using FileStream probe = new(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);
}

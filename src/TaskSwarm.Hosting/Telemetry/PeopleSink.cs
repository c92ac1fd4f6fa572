using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>
/// Writes log entries as single lines for people. Stacks appear only when details were asked for: they tell a user
/// nothing that the message does not.
/// </summary>
/// <param name="writer">Where the lines go; it may share the screen with a progress line.</param>
/// <param name="inFull">Whether stacks are written.</param>
internal sealed class PeopleSink(TextWriter writer, bool inFull) : ILogEventSink
{
    /// <summary>The property that holds what is too long for the message.</summary>
    public const string Details = "Details";

    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        var message = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, message);
        string cause = logEvent.Exception is Exception e && !inFull ? $" ({e.Message})" : "";
        lock (_gate)
        {
            writer.WriteLine($"{Word(logEvent.Level)}: {message}{cause}{(inFull ? InFull(logEvent) : "")}");
        }
    }

    private static string InFull(LogEvent logEvent)
    {
        string exception = logEvent.Exception is Exception e ? Environment.NewLine + e : "";
        return logEvent.Properties.TryGetValue(Details, out LogEventPropertyValue? value)
            && value is ScalarValue { Value: string details }
            ? exception + Environment.NewLine + details
            : exception;
    }

    private static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warning",
        _ => "error",
    };
}

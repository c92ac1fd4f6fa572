using System.CommandLine;
using TaskSwarm.Cli.Output;
using TaskSwarm.Hosting.Telemetry;

namespace TaskSwarm.Cli.Commands;

/// <summary>The option that says where metrics and traces go.</summary>
internal static class TelemetryOptions
{
    /// <summary>A collector.</summary>
    public static Option<Uri?> Otlp() => new("--otlp")
    {
        Description = "Send metrics and traces to an OpenTelemetry collector, such as http://localhost:4318; the "
            + "variables OTEL_... of the environment hold too.",
        HelpName = "URL",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError($"--otlp: found \"{text}\"; expected a URL, such as http://localhost:4318");
            return null;
        },
    };

    /// <summary>Begins to export, if that was asked for.</summary>
    /// <param name="otlp">The collector; null: the one that the environment names, if any.</param>
    /// <param name="instance">Names this process among others; null: by machine and number.</param>
    /// <param name="scrape">Where Prometheus may fetch metrics; null: nowhere.</param>
    public static TelemetryExport? Start(Uri? otlp, string? instance = null, (string Host, int Port)? scrape = null)
    {
        if (otlp is not null)
        {
            TelemetryExport.SendTo(otlp);
        }

        return TelemetryExport.Start(new TelemetrySettings
        {
            Instance = instance ?? $"{Environment.MachineName}:{Environment.ProcessId}",
            Version = RunReport.Version,
            Scrape = scrape,
        });
    }
}

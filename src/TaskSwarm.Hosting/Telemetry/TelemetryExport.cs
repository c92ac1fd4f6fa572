using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>
/// Exports metrics and spans while it lives: to a collector by OTLP, and metrics for Prometheus to fetch. What the
/// variables <c>OTEL_...</c> of the OpenTelemetry standard say holds.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string QueueSize = "OTEL_BSP_MAX_QUEUE_SIZE";
    private const int GrpcPort = 4317;

    // Runs come in bursts; what does not fit is dropped.
    private const int MostWaiting = 32_768;

    private readonly MeterProvider _meters;
    private readonly TracerProvider? _tracers;

    private TelemetryExport(MeterProvider meters, TracerProvider? tracers) => (_meters, _tracers) = (meters, tracers);

    /// <summary>Whether the environment or <see cref="SendTo"/> names a collector.</summary>
    private static bool HasCollector =>
        ((string[])[Endpoint, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"])
            .Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    /// <summary>Has everything sent to a collector, by this process and by those that it starts.</summary>
    /// <param name="url">Its address, such as <c>http://localhost:4318</c>; an empty path stands for the usual ones.
    /// </param>
    public static void SendTo(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        // The exporter puts the paths of traces and metrics behind an address only if the environment says it.
        Environment.SetEnvironmentVariable(Endpoint, url.AbsoluteUri);
    }

    /// <summary>Begins to export.</summary>
    /// <returns>What exports, to be disposed at the end, which sends what is left; null if nobody wants anything.
    /// </returns>
    public static TelemetryExport? Start(TelemetrySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!HasCollector && settings.Scrape is null)
        {
            return null;
        }

        if (HasCollector && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Protocol)))
        {
            bool isGrpc = Uri.TryCreate(Environment.GetEnvironmentVariable(Endpoint), UriKind.Absolute, out Uri? url)
                && url.Port == GrpcPort;
            Environment.SetEnvironmentVariable(Protocol, isGrpc ? "grpc" : "http/protobuf");
        }

        return new TelemetryExport(Meters(settings), HasCollector ? Tracers(settings) : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tracers?.Dispose();
        _meters.Dispose();
    }

    private static MeterProvider Meters(TelemetrySettings settings)
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => Describe(resource, settings))
            .AddMeter(SwarmTelemetry.Name);
        if (settings.Scrape is (string host, int port))
        {
            builder.AddPrometheusHttpListener(options => options.ConfigureHttpListener = (_, listener) =>
            {
                // Its own options know no address such as *, which stands for all.
                listener.Prefixes.Clear();
                listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/metrics/"));
            });
        }

        return (HasCollector ? builder.AddOtlpExporter() : builder).Build();
    }

    private static TracerProvider Tracers(TelemetrySettings settings) => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => Describe(resource, settings))
        .AddSource(SwarmTelemetry.Name)
        .AddOtlpExporter(options =>
        {
            if (Environment.GetEnvironmentVariable(QueueSize) is null)
            {
                options.BatchExportProcessorOptions.MaxQueueSize = MostWaiting;
            }
        })
        .Build();

    // The environment comes last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
    private static void Describe(ResourceBuilder resource, TelemetrySettings settings) => resource
        .AddService("taskswarm", serviceVersion: settings.Version, serviceInstanceId: settings.Instance)
        .AddEnvironmentVariableDetector();
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskSwarm.System.Tests;

/// <summary>A collector that takes what OTLP exporters post as http/protobuf, and keeps it.</summary>
internal sealed partial class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Type, string Body)> _posts = new();

    public OtlpReceiver()
    {
        Url = $"http://localhost:{Ports.Free()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public string Url { get; }

    /// <summary>Spans as text: names are readable in protobuf, numbers are not.</summary>
    public string Traces => All("/v1/traces");

    /// <summary>Metrics as text.</summary>
    public string Metrics => All("/v1/metrics");

    /// <summary>The traces that spans belong to: in protobuf a span begins with 16 bytes of its trace and 8 of its own.
    /// </summary>
    public IEnumerable<string> TraceIds => TraceId().Matches(Traces).Select(m => m.Groups[1].Value).Distinct()
        // An attribute whose name has 16 letters and whose value fills 8 bytes looks the same.
        .Where(id => !id.StartsWith("taskswarm", StringComparison.Ordinal));

    /// <summary>What the posts said they hold.</summary>
    public IEnumerable<string> Types => _posts.Select(p => p.Type).Distinct();

    public void Dispose() => _listener.Close();

    private string All(string path) => string.Concat(_posts.Where(p => p.Path == path).Select(p => p.Body));

    [GeneratedRegex("""\n\x10(.{16})\x12\x08""", RegexOptions.Singleline)]
    private static partial Regex TraceId();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _posts.Enqueue((
                    context.Request.Url!.AbsolutePath, context.Request.ContentType ?? "",
                    Encoding.Latin1.GetString(body.ToArray())));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}

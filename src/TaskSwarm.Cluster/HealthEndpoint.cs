using System.Net;
using System.Text;

namespace TaskSwarm.Cluster;

/// <summary>
/// Answers over HTTP whether a node is alive (<c>/live</c>) and whether it takes part in its cluster (<c>/ready</c>):
/// 200 or 503, and a word.
/// </summary>
public sealed class HealthEndpoint : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ClusterNode _node;

    private HealthEndpoint(ClusterNode node) => _node = node;

    /// <summary>Starts to listen, on loopback unless told otherwise.</summary>
    /// <param name="node">The node.</param>
    /// <param name="host">The address to listen on; <c>*</c> for all.</param>
    /// <param name="port">The TCP port.</param>
    /// <exception cref="HttpListenerException">The port is taken, or somebody connects too early.</exception>
    public static HealthEndpoint Start(ClusterNode node, string host, int port)
    {
        ArgumentNullException.ThrowIfNull(node);
        var endpoint = new HealthEndpoint(node);
        endpoint._listener.Prefixes.Add($"http://{host}:{port}/");
        try
        {
            endpoint._listener.Start();
        }
        catch (ArgumentNullException)
        {
            // .NET's listener takes who is there already before it is made itself.
            throw new HttpListenerException(0, "somebody connected just as it began to listen; start the node again");
        }

        _ = endpoint.ServeAsync();
        return endpoint;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Answer(context);
            }
            catch (Exception e) when (
                e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The caller went away, or the node did; the latter ends the loop.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        (int code, string word) = context.Request.Url?.AbsolutePath switch
        {
            "/live" => _node.Ended.IsCompleted ? (503, "ended") : (200, "alive"),
            "/ready" => _node.IsUp ? (200, "ready") : (503, "not a member that is up"),
            _ => (404, "ask for /live, /ready or /metrics"),
        };
        byte[] body = Encoding.UTF8.GetBytes(word + "\n");
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength64 = body.Length;
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }
}

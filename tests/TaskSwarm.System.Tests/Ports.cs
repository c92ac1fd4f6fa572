using System.Net;
using System.Net.Sockets;

namespace TaskSwarm.System.Tests;

/// <summary>Ports of this machine.</summary>
internal static class Ports
{
    // Below those that the system gives to whoever connects: who asks such a port again and again until somebody
    // listens there is in the end connected to himself, and nobody can listen any more.
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int _next = Environment.ProcessId % Count;

    /// <summary>One on loopback that nobody listens on.</summary>
    public static int Free()
    {
        while (true)
        {
            int port = First + (Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; the next one.
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace TaskSwarm.Chaos.Networks;

/// <summary>This machine's loopback: processes differ by port, and no packet is lost.</summary>
internal sealed class LoopbackNetwork : INetwork
{
    private int _last;

    public Wire? Wire => null;

    public Place Add()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Place(++_last, "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, null);
    }

    public void Dispose()
    {
    }
}

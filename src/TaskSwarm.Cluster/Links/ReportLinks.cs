using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Links;

/// <summary>
/// Direct connections between the nodes of a division, by which reports of windows go while there are any.
/// </summary>
/// <remarks>
/// They are a short cut and no more: a node without one to another, or with one that broke, sends by Akka's remoting,
/// and whoever misses a report asks for it by that too. A thread that waits in the system for each connection costs two
/// changes of thread a report, remoting about ten.
/// </remarks>
internal sealed class ReportLinks : IDisposable
{
    private readonly Action<WindowReports> _deliver;
    private readonly Socket? _listener;
    private readonly Lock _lock = new();
    private TakePart? _part;
    private Action<int, ClusterMessage> _send = static (_, _) => { };
    private ReportLink?[] _links = [];
    private bool[] _connecting = [];

    /// <summary>Listens at any free port.</summary>
    /// <param name="me">This node; with encrypted remoting, or if its host is not this machine's, there are no links.
    /// </param>
    /// <param name="deliver">Takes what comes, from any thread.</param>
    public ReportLinks(Address me, Action<WindowReports> deliver)
    {
        _deliver = deliver;
        _listener = me.Protocol.Contains("ssl", StringComparison.Ordinal) ? null : Listen(me.Host);
        if (_listener is not null)
        {
            Begin("links", Accept);
        }
    }

    /// <summary>From now on there are links of this division only.</summary>
    /// <param name="part">This node's part.</param>
    /// <param name="send">Sends to the node at a place in the division, by remoting.</param>
    public void Open(TakePart part, Action<int, ClusterMessage> send)
    {
        Close(null);
        lock (_lock)
        {
            (_part, _send) = (part, send);
            (_links, _connecting) = (new ReportLink?[part.Shares.Count], new bool[part.Shares.Count]);
        }

        Offer();
    }

    /// <summary>Closes the links of a division, or all.</summary>
    public void Close(long? division)
    {
        ReportLink?[] links;
        lock (_lock)
        {
            if (_part is null || (division is long d && d != _part.Division))
            {
                return;
            }

            links = _links;
            (_part, _links) = (null, []);
        }

        foreach (ReportLink? link in links)
        {
            link?.Dispose();
        }
    }

    /// <summary>Tells nodes to which there is no link where to connect: of two nodes the one with the higher place
    /// connects. Called now and then.</summary>
    public void Offer()
    {
        TakePart? part;
        int[] missing;
        Action<int, ClusterMessage> send;
        lock (_lock)
        {
            (part, send) = (_part, _send);
            missing = [.. Enumerable.Range(0, _links.Length).Where(i => i > _part!.Me && _links[i] is null)];
        }

        if (part is not null && _listener?.LocalEndPoint is IPEndPoint here)
        {
            foreach (int node in missing)
            {
                send(node, new LinkOffer(part.Division, part.Me, here.Port));
            }
        }
    }

    /// <summary>Connects to a node that said where.</summary>
    public void Take(LinkOffer offer)
    {
        lock (_lock)
        {
            if (_listener is null || _part is null || offer.Division != _part.Division
                || offer.From < 0 || offer.From >= _part.Me
                || _links[offer.From] is not null || _connecting[offer.From])
            {
                return;
            }

            _connecting[offer.From] = true;
            string host = Address.Parse(_part.Shares[offer.From].Node).Host;
            int me = _part.Me;
            Begin("link", () => Connect(offer, host, me));
        }
    }

    /// <summary>Sends by a link, if there is one.</summary>
    public bool TrySend(int to, WindowReports reports)
    {
        ReportLink? link;
        lock (_lock)
        {
            link = _part?.Division == reports.Division ? _links[to] : null;
        }

        try
        {
            link?.Send(reports.Window, reports.Reports.Span);
            return link is not null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Forget(link!);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close(null);
        _listener?.Dispose();
    }

    private static Socket? Listen(string host)
    {
        try
        {
            (Socket listener, IPAddress address) = SocketFor(host);
            listener.Bind(new IPEndPoint(address, 0));
            listener.Listen();
            return listener;
        }
        catch (SocketException)
        {
            // Others know this node by an address that is not this machine's own.
            return null;
        }
    }

    private static (Socket Socket, IPAddress Address) SocketFor(string host)
    {
        IPAddress address = Dns.GetHostAddresses(host)[0];
        return (new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp), address);
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var link = new ReportLink(_listener!.Accept());
                Begin("link", () => Read(link, link.ReadGreeting));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // This node stops.
        }
    }

    private void Connect(LinkOffer offer, string host, int me)
    {
        try
        {
            (Socket socket, IPAddress address) = SocketFor(host);
            socket.Connect(address, offer.Port);
            var link = new ReportLink(socket);
            Read(link, () =>
            {
                link.Greet(offer.Division, me);
                return (offer.Division, offer.From);
            });
        }
        catch (SocketException)
        {
            // A wall between the two lets only remoting through.
        }
        finally
        {
            lock (_lock)
            {
                if (_part?.Division == offer.Division)
                {
                    _connecting[offer.From] = false;
                }
            }
        }
    }

    private void Read(ReportLink link, Func<(long Division, int From)> greet)
    {
        try
        {
            (long division, int from) = greet();
            if (!Keep(division, from, link))
            {
                return;
            }

            while (true)
            {
                (long window, ReadOnlyMemory<byte> reports) = link.Read();
                _deliver(new WindowReports(division, from, window, reports));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // What it had not brought yet is asked for by remoting.
        }
        finally
        {
            Forget(link);
        }
    }

    private bool Keep(long division, int from, ReportLink link)
    {
        lock (_lock)
        {
            bool wanted = _part?.Division == division && (uint)from < (uint)_links.Length && from != _part.Me
                && _links[from] is null;
            if (wanted)
            {
                _links[from] = link;
            }

            return wanted;
        }
    }

    private void Forget(ReportLink link)
    {
        lock (_lock)
        {
            int place = Array.IndexOf(_links, link);
            if (place >= 0)
            {
                _links[place] = null;
            }
        }

        link.Dispose();
    }

    private static void Begin(string name, ThreadStart work) =>
        new Thread(work) { IsBackground = true, Name = $"taskswarm-{name}" }.Start();
}

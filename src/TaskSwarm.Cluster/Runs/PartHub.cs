using TaskSwarm.Cluster.Links;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Observation;

namespace TaskSwarm.Cluster.Runs;

/// <summary>What this process carries now: where messages from other nodes find their exchange.</summary>
internal sealed class PartHub
{
    private readonly Lock _lock = new();
    private NodeExchange? _exchange;
    private TakePart? _part;

    /// <summary>Direct connections to the other nodes of the part; null if there are none.</summary>
    public ReportLinks? Links { get; set; }

    /// <summary>How reports that have come go on. A benchmark lets them wait as a slower network would.</summary>
    public Action<Action> Arrive { get; init; } = static deliver => deliver();

    /// <summary>What is seen of it.</summary>
    public NodeObservation Observation { get; } = new();

    /// <summary>The part that is carried; null if there is none.</summary>
    public TakePart? Part
    {
        get
        {
            lock (_lock)
            {
                return _part;
            }
        }
    }

    /// <summary>The exchange of the part; null while it is made, and if there is none.</summary>
    public NodeExchange? Exchange
    {
        get
        {
            lock (_lock)
            {
                return _exchange;
            }
        }
    }

    /// <summary>Gives up what was carried, and takes a part.</summary>
    public void Take(TakePart part)
    {
        Drop("the run was divided anew");
        lock (_lock)
        {
            _part = part;
        }
    }

    /// <summary>The part is ready for messages.</summary>
    /// <param name="exchange">The part's exchange.</param>
    /// <param name="send">Sends a message to the node at a place in the division.</param>
    /// <returns>False if it was given up meanwhile.</returns>
    public bool Open(NodeExchange exchange, Action<int, ClusterMessage> send)
    {
        TakePart part;
        lock (_lock)
        {
            if (_part?.Division != exchange.Division)
            {
                return false;
            }

            part = _part;
            _exchange = exchange;
        }

        Links?.Open(part, send);
        return true;
    }

    /// <summary>Sends reports by a direct connection, if there is one.</summary>
    public bool TrySend(int to, WindowReports reports) => Links?.TrySend(to, reports) == true;

    /// <summary>Gives reports to the exchange that they are for, if it is carried here.</summary>
    public void Deliver(WindowReports reports) => Arrive(() => Find(reports.Division)?.Receive(reports));

    /// <summary>Gives up what is carried, if anything.</summary>
    public void Drop(string reason, long? division = null)
    {
        NodeExchange? exchange;
        TakePart? part;
        lock (_lock)
        {
            if (division is long d && _part?.Division != d)
            {
                return;
            }

            (exchange, part) = (_exchange, _part);
            (_exchange, _part) = (null, null);
        }

        Links?.Close(division);
        exchange?.Break(reason);
        if (part is not null)
        {
            Observation.End(part.Division);
        }
    }

    /// <summary>The exchange of a division; null if this process does not carry it.</summary>
    public NodeExchange? Find(long division)
    {
        lock (_lock)
        {
            return _exchange?.Division == division ? _exchange : null;
        }
    }
}

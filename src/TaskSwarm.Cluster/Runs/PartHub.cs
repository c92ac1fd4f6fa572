using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Observation;

namespace TaskSwarm.Cluster.Runs;

/// <summary>What this process carries now: where messages from other nodes find their exchange.</summary>
internal sealed class PartHub
{
    private readonly Lock _lock = new();
    private NodeExchange? _exchange;
    private TakePart? _part;

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
    /// <returns>False if it was given up meanwhile.</returns>
    public bool Open(NodeExchange exchange)
    {
        lock (_lock)
        {
            if (_part?.Division != exchange.Division)
            {
                return false;
            }

            _exchange = exchange;
            return true;
        }
    }

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

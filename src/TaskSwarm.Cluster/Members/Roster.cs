namespace TaskSwarm.Cluster.Members;

/// <summary>The nodes that can carry regions now, as the cluster's members see it.</summary>
internal sealed class Roster
{
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _nodes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _departing = new(StringComparer.Ordinal);
    private Action? _changed;

    /// <summary>Called after each change, from any thread.</summary>
    public event Action? Changed
    {
        add
        {
            lock (_lock)
            {
                _changed += value;
            }
        }

        remove
        {
            lock (_lock)
            {
                _changed -= value;
            }
        }
    }

    /// <summary>The nodes' addresses, in order.</summary>
    public IReadOnlyList<string> Nodes
    {
        get
        {
            lock (_lock)
            {
                return [.. _nodes.Except(_departing)];
            }
        }
    }

    /// <summary>Whether a node is a member, even if it wants to leave.</summary>
    public bool IsMember(string node)
    {
        lock (_lock)
        {
            return _nodes.Contains(node);
        }
    }

    /// <summary>A node is up.</summary>
    public void Add(string node) => Change(() => _nodes.Add(node));

    /// <summary>A node is gone.</summary>
    public void Remove(string node) => Change(() => _nodes.Remove(node) | _departing.Remove(node));

    /// <summary>A node wants to leave.</summary>
    public void Depart(string node) => Change(() => _departing.Add(node));

    private void Change(Func<bool> change)
    {
        Action? tell = null;
        lock (_lock)
        {
            if (change())
            {
                tell = _changed;
            }
        }

        tell?.Invoke();
    }
}

namespace TaskSwarm.Cluster.Members;

/// <summary>The nodes that can carry regions now, as the cluster's members see it.</summary>
internal sealed class Roster
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, IReadOnlySet<string>> _nodes = new(StringComparer.Ordinal);
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

    /// <summary>The addresses of the nodes of a role, in order.</summary>
    /// <param name="role">The role; null: of all nodes.</param>
    public IReadOnlyList<string> With(string? role)
    {
        lock (_lock)
        {
            return
            [
                .. _nodes.Where(n => !_departing.Contains(n.Key) && (role is null || n.Value.Contains(role)))
                    .Select(static n => n.Key),
            ];
        }
    }

    /// <summary>Whether a node is a member, even if it wants to leave.</summary>
    public bool IsMember(string node)
    {
        lock (_lock)
        {
            return _nodes.ContainsKey(node);
        }
    }

    /// <summary>A node is up.</summary>
    public void Add(string node, IReadOnlySet<string> roles) => Change(() => _nodes.TryAdd(node, roles));

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

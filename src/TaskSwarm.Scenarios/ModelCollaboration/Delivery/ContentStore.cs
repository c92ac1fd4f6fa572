using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What a cache holds, and what it shall hold once all awards have been carried out.</summary>
/// <remarks>Neither is ever larger than the storage. What is held but no longer wanted stays until its room is needed.
/// </remarks>
/// <param name="sizes">Bytes of each content.</param>
/// <param name="storage">The most that is held, bytes.</param>
internal sealed class ContentStore(ImmutableArray<int> sizes, long storage)
{
    private readonly SortedDictionary<int, long> _held = [];
    private readonly SortedSet<int> _wanted = [];
    private long _uses;

    /// <summary>The most that is held, bytes.</summary>
    public long Storage => storage;

    /// <summary>What is held, in order.</summary>
    public ImmutableArray<int> Held => [.. _held.Keys];

    /// <summary>What shall be held, in order.</summary>
    public IReadOnlyCollection<int> Wanted => _wanted;

    /// <summary>Whether a content is held.</summary>
    public bool Holds(int content) => _held.ContainsKey(content);

    /// <summary>Whether a content shall be held.</summary>
    public bool Wants(int content) => _wanted.Contains(content);

    /// <summary>Bytes that awards have left.</summary>
    public long Unclaimed => storage - _wanted.Sum(c => (long)sizes[c]);

    /// <summary>Bytes of a content.</summary>
    public int SizeOf(int content) => sizes[content];

    /// <summary>A content that is held has been used.</summary>
    public void Use(int content) => _held[content] = ++_uses;

    /// <summary>A content shall be held from now on; it must fit.</summary>
    public void Want(int content) => _wanted.Add(content);

    /// <summary>A content need no longer be held.</summary>
    public void Forgo(int content) => _wanted.Remove(content);

    /// <summary>Stores a content that is no larger than the storage.</summary>
    /// <returns>What has to go for it: of what is not wanted, what was used least recently.</returns>
    public IReadOnlyList<int> Store(int content)
    {
        var evicted = new List<int>();
        long free = storage - sizes[content] - _held.Keys.Sum(c => (long)sizes[c]);
        while (free < 0)
        {
            int victim = _held.Where(h => !_wanted.Contains(h.Key)).MinBy(h => h.Value).Key;
            _held.Remove(victim);
            evicted.Add(victim);
            free += sizes[victim];
        }

        Use(content);
        return evicted;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteMap(_held, static (w, content) => w.Write(content), static (w, used) => w.Write(used));
        writer.WriteList(_wanted, static (w, content) => w.Write(content));
        writer.Write(_uses);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        reader.ReadMap(_held, static r => r.ReadInt32(), static r => r.ReadInt64());
        _wanted.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _uses = reader.ReadInt64();
    }
}

using System.Collections;
using System.Globalization;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>The violations that a monitor has found, up to a bound: a broken agent may break a law in every message.
/// </summary>
public sealed class ViolationList : IReadOnlyList<Violation>
{
    /// <summary>So many are kept; one more says that there were others.</summary>
    public const int Most = 1000;

    private readonly List<Violation> _items = [];

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public Violation this[int index] => _items[index];

    /// <summary>Keeps a violation, if there is room.</summary>
    public void Add(Violation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        if (_items.Count < Most)
        {
            _items.Add(violation);
        }
        else if (_items.Count == Most)
        {
            _items.Add(violation with
            {
                Message = violation.Message + string.Create(
                    CultureInfo.InvariantCulture, $" (after {Most} violations no more are kept)"),
            });
        }
    }

    /// <summary>Writes what has been found.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_items, static (w, v) =>
        {
            w.Write(v.Law);
            w.Write(v.Time);
            w.Write(v.Agent);
            w.Write(v.Conversation);
            w.Write(v.Message);
        });
    }

    /// <summary>Reads what <see cref="Capture"/> wrote into an empty list.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _items.AddRange(reader.ReadList(static r => new Violation(
            r.ReadString()!, r.ReadTime(), r.ReadAgentId(), r.ReadString(), r.ReadString()!)));
    }

    /// <inheritdoc/>
    public IEnumerator<Violation> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

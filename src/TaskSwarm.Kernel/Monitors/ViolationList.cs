using System.Collections;
using System.Globalization;

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

    /// <inheritdoc/>
    public IEnumerator<Violation> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

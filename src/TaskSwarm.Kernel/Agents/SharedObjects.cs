namespace TaskSwarm.Kernel.Agents;

/// <summary>
/// Numbers objects that several fields hold, so that each is written once and the fields share it again when they are
/// read. Told apart by reference: equal records that are two objects stay two.
/// </summary>
public sealed class SharedObjects<T>
    where T : class
{
    private readonly List<T> _items = [];
    private readonly Dictionary<T, int> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The objects, by number.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>The number of an object; a new one joins <see cref="Items"/>.</summary>
    public int NumberOf(T item)
    {
        if (!_numbers.TryGetValue(item, out int number))
        {
            _numbers.Add(item, number = _items.Count);
            _items.Add(item);
        }

        return number;
    }
}

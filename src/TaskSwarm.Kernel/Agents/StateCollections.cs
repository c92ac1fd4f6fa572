namespace TaskSwarm.Kernel.Agents;

/// <summary>Writes and reads maps and objects that may be missing.</summary>
public static class StateCollections
{
    /// <summary>Writes a count and then each key with its value, in the map's own order. A hash table must be put in
    /// order first, or equal states would differ in their bytes.</summary>
    public static void WriteMap<TKey, TValue>(
        this StateWriter writer,
        IReadOnlyCollection<KeyValuePair<TKey, TValue>> map,
        Action<StateWriter, TKey> writeKey,
        Action<StateWriter, TValue> writeValue)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(writeKey);
        ArgumentNullException.ThrowIfNull(writeValue);
        writer.Write(map.Count);
        foreach ((TKey key, TValue value) in map)
        {
            writeKey(writer, key);
            writeValue(writer, value);
        }
    }

    /// <summary>Reads what <see cref="WriteMap"/> wrote and adds it to a map, in the same order.</summary>
    public static void ReadMap<TKey, TValue>(
        this StateReader reader,
        IDictionary<TKey, TValue> into,
        Func<StateReader, TKey> readKey,
        Func<StateReader, TValue> readValue)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(readKey);
        ArgumentNullException.ThrowIfNull(readValue);
        foreach ((TKey key, TValue value) in reader.ReadList(r => (readKey(r), readValue(r))))
        {
            into.Add(key, value);
        }
    }

    /// <summary>Writes whether there is an object, and then the object.</summary>
    public static void WriteOptional<T>(this StateWriter writer, T? value, Action<StateWriter, T> write)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        writer.Write(value is not null);
        if (value is not null)
        {
            write(writer, value);
        }
    }

    /// <summary>Reads what <see cref="WriteOptional"/> wrote.</summary>
    public static T? ReadOptional<T>(this StateReader reader, Func<StateReader, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(read);
        return reader.ReadBoolean() ? read(reader) : null;
    }
}

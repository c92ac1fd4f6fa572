using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Codec;

/// <summary>The codecs of what is made of other values.</summary>
internal static class Composite
{
    /// <summary>Whether there is one, then the value.</summary>
    public static (Action<RecordCatalog, StateWriter, T?> Write, Func<RecordCatalog, StateReader, T?> Read)
        OfNullable<T>()
        where T : struct => (
            static (catalog, writer, value) =>
            {
                writer.Write(value.HasValue);
                if (value is T there)
                {
                    FieldCodec<T>.Write(catalog, writer, there);
                }
            },
            static (catalog, reader) => reader.ReadBoolean() ? FieldCodec<T>.Read(catalog, reader) : null);

    /// <summary>The number behind the name.</summary>
    public static (Action<RecordCatalog, StateWriter, T> Write, Func<RecordCatalog, StateReader, T> Read) OfEnum<T>()
        where T : struct, Enum => (
            static (_, writer, value) => writer.Write(Convert.ToInt32(value, null)),
            static (_, reader) => (T)Enum.ToObject(typeof(T), reader.ReadInt32()));

    /// <summary>Whether there is one, then the fields.</summary>
    public static (Action<RecordCatalog, StateWriter, T?> Write, Func<RecordCatalog, StateReader, T?> Read)
        OfRecord<T>()
        where T : class => (
            static (catalog, writer, value) =>
            {
                writer.Write(value is not null);
                if (value is not null)
                {
                    FieldCodec<T>.WriteBody(catalog, writer, value);
                }
            },
            static (catalog, reader) => reader.ReadBoolean() ? FieldCodec<T>.ReadBody(catalog, reader) : null);

    /// <summary>The manifest and the fields of whatever stands there; 0 for nothing.</summary>
    public static (Action<RecordCatalog, StateWriter, T?> Write, Func<RecordCatalog, StateReader, T?> Read) OfOpen<T>()
        where T : class => (
            static (catalog, writer, value) =>
            {
                writer.Write(value is not null);
                if (value is not null)
                {
                    catalog.Write(writer, value);
                }
            },
            static (catalog, reader) => reader.ReadBoolean() ? (T)catalog.Read(reader) : null);

    /// <summary>The count, or -1 for none, then the items.</summary>
    public static (Action<RecordCatalog, StateWriter, IReadOnlyList<T>?> Write,
        Func<RecordCatalog, StateReader, IReadOnlyList<T>?> Read) OfList<T>() => (
            static (catalog, writer, value) =>
            {
                writer.Write(value?.Count ?? -1);
                for (int i = 0; i < (value?.Count ?? 0); i++)
                {
                    FieldCodec<T>.Write(catalog, writer, value![i]);
                }
            },
            static (catalog, reader) => ReadItems<T>(catalog, reader));

    /// <summary>The count, or -1 for none, then the items.</summary>
    public static (Action<RecordCatalog, StateWriter, T[]?> Write, Func<RecordCatalog, StateReader, T[]?> Read)
        OfArray<T>() => (
            static (catalog, writer, value) =>
            {
                writer.Write(value?.Length ?? -1);
                foreach (T item in value ?? [])
                {
                    FieldCodec<T>.Write(catalog, writer, item);
                }
            },
            static (catalog, reader) => ReadItems<T>(catalog, reader));

    /// <summary>The count, or -1 for one that was never made, then the items.</summary>
    public static (Action<RecordCatalog, StateWriter, ImmutableArray<T>> Write,
        Func<RecordCatalog, StateReader, ImmutableArray<T>> Read) OfImmutableArray<T>() => (
            static (catalog, writer, value) =>
            {
                writer.Write(value.IsDefault ? -1 : value.Length);
                for (int i = 0; !value.IsDefault && i < value.Length; i++)
                {
                    FieldCodec<T>.Write(catalog, writer, value[i]);
                }
            },
            static (catalog, reader) => ReadItems<T>(catalog, reader) is T[] items ? [.. items] : default);

    private static T[]? ReadItems<T>(RecordCatalog catalog, StateReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 0)
        {
            return null;
        }

        reader.RequireLeft(count);
        var items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = FieldCodec<T>.Read(catalog, reader);
        }

        return items;
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Agents;

/// <summary>Reads what <see cref="StateWriter"/> wrote, in the same order.</summary>
/// <exception cref="InvalidOperationException">On every read past the end: writer and reader disagree.</exception>
public sealed class StateReader(ReadOnlyMemory<byte> data)
{
    private int _position;

    /// <summary>Whether everything has been read.</summary>
    public bool AtEnd => _position == data.Length;

    /// <summary>Reads a whole number.</summary>
    public long ReadInt64()
    {
        ReadOnlySpan<byte> left = data.Span[_position..];
        ulong value = 0;
        for (int i = 0; i < left.Length && i < 10; i++)
        {
            byte next = left[i];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                _position += i + 1;
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        if (left.Length < 10)
        {
            Take(left.Length + 1);
        }

        throw new InvalidOperationException(
            $"State of {data.Length} bytes holds no whole number at byte {_position}; " +
            "Capture and Restore must name the same fields in the same order.");
    }

    /// <summary>Reads 64 bits.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads a whole number of 32 bits.</summary>
    public int ReadInt32()
    {
        long value = ReadInt64();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new InvalidOperationException(
                $"State of {data.Length} bytes holds {value} before byte {_position}, where 32 bits were written; " +
                "Capture and Restore must name the same fields in the same order.");
    }

    /// <summary>Reads one byte as a truth value.</summary>
    public bool ReadBoolean() => Take(1)[0] != 0;

    /// <summary>Reads the exact bits of a double.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>Reads an instant.</summary>
    public SimTime ReadTime() => new(ReadInt64());

    /// <summary>Reads a span.</summary>
    public SimDuration ReadDuration() => new(ReadInt64());

    /// <summary>Reads an agent's number.</summary>
    public AgentId ReadAgentId() => new(ReadInt32());

    /// <summary>Reads three doubles.</summary>
    public Vec3 ReadVec3() => new(ReadDouble(), ReadDouble(), ReadDouble());

    /// <summary>Reads a body.</summary>
    public Body ReadBody() => new(ReadVec3(), ReadVec3());

    /// <summary>Reads a string, or null.</summary>
    public string? ReadString()
    {
        int bytes = ReadInt32();
        return bytes < 0 ? null : Encoding.UTF8.GetString(Take(bytes));
    }

    /// <summary>Reads bytes that were written with their count.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadInt32());

    /// <summary>Reads bytes that were written with their count, as a part of what is read and not as a copy.</summary>
    public ReadOnlyMemory<byte> ReadSlice()
    {
        int count = ReadInt32();
        Take(count);
        return data.Slice(_position - count, count);
    }

    /// <summary>Reads the numbers of a model, as they were written.</summary>
    public ImmutableArray<float> ReadSingles()
    {
        int count = ReadInt32();
        if (count == -1)
        {
            return default;
        }

        RequireLeft(count);
        ReadOnlySpan<byte> from = Take(checked(count * sizeof(float)));
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(from[(i * sizeof(float))..]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Reads a count and then each item.</summary>
    public List<T> ReadList<T>(Func<StateReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        int count = ReadInt32();
        if (count < 0)
        {
            throw new InvalidOperationException(
                $"State of {data.Length} bytes ends at byte {_position} with a list of {count} items; " +
                "Capture and Restore must name the same fields in the same order.");
        }

        var items = new List<T>(Math.Min(count, data.Length));
        for (int i = 0; i < count; i++)
        {
            items.Add(read(this));
        }

        return items;
    }

    /// <summary>Refuses a count of items, each of at least one byte, for which too few bytes are left.</summary>
    internal void RequireLeft(int count)
    {
        if (count > data.Length - _position)
        {
            throw new InvalidOperationException(
                $"State of {data.Length} bytes ends after byte {_position}, but {count} items were announced.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > data.Length - _position)
        {
            throw new InvalidOperationException(
                $"State of {data.Length} bytes ends at byte {_position}, but {count} more were asked for; " +
                "Capture and Restore must name the same fields in the same order.");
        }

        ReadOnlySpan<byte> span = data.Span.Slice(_position, count);
        _position += count;
        return span;
    }
}

using System.Buffers.Binary;
using System.Text;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Agents;

/// <summary>
/// Writes an agent's state as little-endian bytes, field after field; <see cref="StateReader"/> reads them.
/// </summary>
public sealed class StateWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>What has been written.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>Writes 64 bits.</summary>
    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes 64 bits.</summary>
    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes 32 bits.</summary>
    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    /// <summary>Writes one byte, 1 or 0.</summary>
    public void Write(bool value) => Reserve(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>Writes the exact bits of a double.</summary>
    public void Write(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);

    /// <summary>Writes an instant.</summary>
    public void Write(SimTime value) => Write(value.Micros);

    /// <summary>Writes a span.</summary>
    public void Write(SimDuration value) => Write(value.Micros);

    /// <summary>Writes an agent's number.</summary>
    public void Write(AgentId value) => Write(value.Index);

    /// <summary>Writes three doubles.</summary>
    public void Write(Vec3 value)
    {
        Write(value.X);
        Write(value.Y);
        Write(value.Z);
    }

    /// <summary>Writes a body.</summary>
    public void Write(Body value)
    {
        Write(value.Position);
        Write(value.Velocity);
    }

    /// <summary>Writes a string with its length; null is kept apart from empty.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            Write(-1);
            return;
        }

        int bytes = Encoding.UTF8.GetByteCount(value);
        Write(bytes);
        Encoding.UTF8.GetBytes(value, Reserve(bytes));
    }

    /// <summary>Writes a count and then each item.</summary>
    public void WriteList<T>(IReadOnlyCollection<T> items, Action<StateWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        Write(items.Count);
        foreach (T item in items)
        {
            write(this, item);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        Span<byte> span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}

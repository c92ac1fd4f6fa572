using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Agents;

/// <summary>
/// Writes state as bytes, field after field; <see cref="StateReader"/> reads them. Signed whole numbers take 1 to 10
/// bytes (zigzag, 7 bits a byte), so that small ones are short; doubles and unsigned 64-bit numbers take 8,
/// little-endian.
/// </summary>
public sealed class StateWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>How many bytes have been written.</summary>
    public int Length => _length;

    /// <summary>What has been written, until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>What has been written.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>Forgets what has been written, and keeps the memory.</summary>
    public void Clear() => _length = 0;

    /// <summary>Writes a whole number.</summary>
    public void Write(long value)
    {
        ulong left = (ulong)((value << 1) ^ (value >> 63));
        int at = _length;
        if (at + 10 > _buffer.Length)
        {
            Grow(10);
        }

        byte[] buffer = _buffer;
        while (left >= 0x80)
        {
            buffer[at++] = (byte)(left | 0x80);
            left >>= 7;
        }

        buffer[at] = (byte)left;
        _length = at + 1;
    }

    /// <summary>Writes 64 bits.</summary>
    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes a whole number.</summary>
    public void Write(int value) => Write((long)value);

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

    /// <summary>Writes bytes with their count.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
    }

    /// <summary>Writes a count, -1 for an array that was never made, and then 4 bytes for each number, little-endian:
    /// the parameters of a model.</summary>
    public void Write(ImmutableArray<float> values)
    {
        if (values.IsDefault)
        {
            Write(-1);
            return;
        }

        Write(values.Length);
        Span<byte> to = Reserve(checked(values.Length * sizeof(float)));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(to[(i * sizeof(float))..], values[i]);
        }
    }

    /// <summary>Writes bytes as they are, without their count.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

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
            Grow(count);
        }

        Span<byte> span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void Grow(int count) =>
        Array.Resize(ref _buffer, (int)Math.Min(Math.Max(_buffer.Length * 2L, _length + count), Array.MaxLength));
}

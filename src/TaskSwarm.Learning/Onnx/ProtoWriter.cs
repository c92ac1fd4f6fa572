using System.Buffers;
using System.Text;

namespace TaskSwarm.Learning.Onnx;

/// <summary>Writes a message in the wire format of Protocol Buffers: fields in the order of the calls.</summary>
internal sealed class ProtoWriter
{
    private const int Number = 0;
    private const int Bytes = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a whole number.</summary>
    public ProtoWriter Add(int field, long number)
    {
        Varint(((uint)field << 3) | Number);
        Varint((ulong)number);
        return this;
    }

    /// <summary>Writes a text.</summary>
    public ProtoWriter Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a message within this one.</summary>
    public ProtoWriter Add(int field, ProtoWriter message) => Add(field, message.Written);

    /// <summary>Writes bytes.</summary>
    public ProtoWriter Add(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(((uint)field << 3) | Bytes);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void Varint(ulong number)
    {
        Span<byte> to = _bytes.GetSpan(10);
        int length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            to[length++] = (byte)(number | 0x80);
        }

        to[length++] = (byte)number;
        _bytes.Advance(length);
    }
}

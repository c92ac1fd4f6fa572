using System.Text;

namespace TaskSwarm.Learning.Onnx;

/// <summary>Reads a message in the wire format of Protocol Buffers, field by field.</summary>
/// <param name="message">Its bytes.</param>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private bool _isNumber;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value if it is a whole number.</summary>
    public long Number { get; private set; }

    /// <summary>Its value if it is a text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Its value as a text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Reads the next field.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        Field = (int)(tag >> 3);
        Number = 0;
        Bytes = default;
        _isNumber = (tag & 7) == 0;
        switch (tag & 7)
        {
            case 0:
                Number = (long)Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Damaged();
        }

        return Field > 0 ? true : throw Damaged();
    }

    /// <summary>The whole numbers of a repeated field, which may be written one by one or packed.</summary>
    public readonly void AddNumbersTo(List<long> numbers)
    {
        if (_isNumber)
        {
            numbers.Add(Number);
            return;
        }

        var packed = new ProtoReader(Bytes);
        while (!packed._rest.IsEmpty)
        {
            numbers.Add((long)packed.Varint());
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong Varint()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() =>
        new("it is damaged or not of ONNX: its bytes are no message of Protocol Buffers");
}

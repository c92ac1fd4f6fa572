using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace TaskSwarm.Store.Frames;

/// <summary>
/// Bytes as they are stored: one byte for the method, four for the length before, then the bytes, compressed where that
/// makes them shorter.
/// </summary>
/// <remarks>
/// LZ4, because a run shares its cores with the simulation: it takes under half of what zstd's fastest level takes, for
/// a third more bytes.
/// </remarks>
internal static class Packing
{
    public const int Overhead = 5;

    private const byte Raw = 0;
    private const byte Lz4 = 1;

    /// <summary>
    /// A buffer of at least <paramref name="offset"/> free bytes, then the packed bytes; and its length.
    /// </summary>
    public static (byte[] Buffer, int Length) Pack(ReadOnlySpan<byte> source, int offset)
    {
        int room = Math.Max(LZ4Codec.MaximumOutputSize(source.Length), source.Length);
        byte[] buffer = new byte[checked(offset + Overhead + room)];
        Span<byte> target = buffer.AsSpan(offset + Overhead);
        int length = source.IsEmpty ? 0 : LZ4Codec.Encode(source, target);
        byte method = Lz4;
        if (length <= 0 || length >= source.Length)
        {
            source.CopyTo(target);
            length = source.Length;
            method = Raw;
        }

        buffer[offset] = method;
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(offset + 1), source.Length);
        return (buffer, offset + Overhead + length);
    }

    /// <summary>The packed bytes alone.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> source)
    {
        (byte[] buffer, int length) = Pack(source, 0);
        return buffer.AsSpan(0, length).ToArray();
    }

    /// <summary>The bytes before packing.</summary>
    /// <exception cref="InvalidDataException">They were not packed by this.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < Overhead || packed[0] > Lz4)
        {
            throw new InvalidDataException("unknown packing");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(packed[1..]);
        ReadOnlySpan<byte> source = packed[Overhead..];
        if (length < 0 || (packed[0] == Raw && length != source.Length) || length > Packed(source.Length))
        {
            throw new InvalidDataException("wrong length");
        }

        if (packed[0] == Raw)
        {
            return source.ToArray();
        }

        byte[] target = new byte[length];
        return LZ4Codec.Decode(source, target) == length
            ? target
            : throw new InvalidDataException("the compressed bytes are damaged");
    }

    /// <summary>
    /// More than LZ4 can have made this many bytes of; keeps a damaged length from asking for all memory.
    /// </summary>
    private static long Packed(long stored) => (256 * stored) + 1024;
}

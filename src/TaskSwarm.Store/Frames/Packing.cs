using System.Buffers;
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

    /// <summary>So many free bytes, then the packed bytes.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> source, int offset)
    {
        // Large arrays cost a full collection after a few, so only what is kept gets one of its own.
        byte[] scratch = ArrayPool<byte>.Shared.Rent(LZ4Codec.MaximumOutputSize(source.Length));
        try
        {
            int length = source.IsEmpty ? 0 : LZ4Codec.Encode(source, scratch);
            bool shorter = length > 0 && length < source.Length;
            ReadOnlySpan<byte> kept = shorter ? scratch.AsSpan(0, length) : source;
            byte[] packed = new byte[checked(offset + Overhead + kept.Length)];
            packed[offset] = shorter ? Lz4 : Raw;
            BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(offset + 1), source.Length);
            kept.CopyTo(packed.AsSpan(offset + Overhead));
            return packed;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
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

using System.Buffers.Binary;
using System.Text;

namespace TaskSwarm.Store.Frames;

/// <summary>A snapshot as one row, bound by its sum to the epoch after which it was taken.</summary>
/// <remarks>
/// Layout, little endian: 0 mark "TSS1", 4 owner (16), 20 sum (16), 36 epoch, 44 window, 52 until micros (8 each),
/// 60 digest length (2), 62 digest, then the packed payload.
/// </remarks>
internal sealed class SnapshotFrame
{
    public const int HeadSize = 62;

    private const int SumOffset = 20;
    private static ReadOnlySpan<byte> Mark => "TSS1"u8;

    private readonly ReadOnlyMemory<byte> _bytes;

    private SnapshotFrame(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The frame's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    public long Epoch => Field(0);

    public long UntilMicros => Field(2);

    private int DigestLength => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[60..]);

    /// <summary>Packs a snapshot.</summary>
    public static SnapshotFrame Write(SnapshotBlock block, ReadOnlySpan<byte> owner, byte[] epochSum)
    {
        byte[] digest = Encoding.UTF8.GetBytes(block.Digest);
        byte[] frame = Packing.Pack(block.Payload.Span, HeadSize + digest.Length);
        Span<byte> span = frame;
        Mark.CopyTo(span);
        owner.CopyTo(span[EpochFrame.OwnerOffset..]);
        BinaryPrimitives.WriteInt64LittleEndian(span[36..], block.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(span[44..], block.Window);
        BinaryPrimitives.WriteInt64LittleEndian(span[52..], block.UntilMicros);
        BinaryPrimitives.WriteUInt16LittleEndian(span[60..], (ushort)digest.Length);
        digest.CopyTo(span[HeadSize..]);
        SumOf(epochSum, span).CopyTo(span[SumOffset..]);
        return new SnapshotFrame(frame);
    }

    /// <summary>Takes stored bytes, at least the head of a frame, without checking its sum.</summary>
    /// <exception cref="InvalidDataException">They cannot be a frame.</exception>
    public static SnapshotFrame Read(ReadOnlyMemory<byte> bytes) =>
        bytes.Length >= HeadSize && bytes.Span.StartsWith(Mark)
            ? new SnapshotFrame(bytes)
            : throw new InvalidDataException("it is not a snapshot");

    /// <summary>Checks the whole frame against the sum of its epoch, and unpacks it.</summary>
    /// <exception cref="InvalidDataException">Something differs from what was written.</exception>
    public SnapshotBlock Open(byte[] epochSum)
    {
        if (!Checksum.Equal(SumOf(epochSum, _bytes.Span), _bytes.Span.Slice(SumOffset, Checksum.Size)))
        {
            throw new InvalidDataException("the checksum differs");
        }

        return new SnapshotBlock(
            Epoch, Field(1), UntilMicros, Encoding.UTF8.GetString(_bytes.Span.Slice(HeadSize, DigestLength)),
            Packing.Unpack(_bytes.Span[(HeadSize + DigestLength)..]));
    }

    private static byte[] SumOf(ReadOnlySpan<byte> epochSum, ReadOnlySpan<byte> frame) => new Checksum("snapshot-1")
        .Add(epochSum)
        .Add(frame[..SumOffset])
        .Add(frame[(SumOffset + Checksum.Size)..])
        .Finish();

    private long Field(int index) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[(36 + (8 * index))..]);
}

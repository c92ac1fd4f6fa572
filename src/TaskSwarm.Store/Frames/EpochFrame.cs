using System.Buffers.Binary;
using System.Text;

namespace TaskSwarm.Store.Frames;

/// <summary>
/// An epoch as one row of the journal: a head of fixed fields, the digest, the packed payload.
/// </summary>
/// <remarks>
/// Layout, little endian: 0 mark "TSE1", 4 owner (16), 20 sum (16), 36 number, 44 first window, 52 last window,
/// 60 until micros, 68 events, 76 events so far (8 each), 84 digest length (2), 86 digest, then the packed payload. The
/// owner stands at a fixed place because the database compares it with the run's row on every insert.
/// </remarks>
internal sealed class EpochFrame
{
    public const int OwnerOffset = 4;
    public const int OwnerSize = 16;
    public const int HeadSize = 86;
    public const int LongestDigest = 256;

    private const int SumOffset = 20;
    private static ReadOnlySpan<byte> Mark => "TSE1"u8;

    private readonly ReadOnlyMemory<byte> _bytes;

    private EpochFrame(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The frame's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    public byte[] Sum => _bytes.Slice(SumOffset, Checksum.Size).ToArray();

    public long Number => Field(0);

    public long UntilMicros => Field(3);

    public long TotalEvents => Field(5);

    public string Digest => Encoding.UTF8.GetString(_bytes.Span.Slice(HeadSize, DigestLength));

    private int DigestLength => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[84..]);

    /// <summary>Packs an epoch and chains it to the one before.</summary>
    public static EpochFrame Write(EpochBlock block, ReadOnlySpan<byte> owner, byte[] previous, long eventsBefore)
    {
        byte[] digest = Encoding.UTF8.GetBytes(block.Digest);
        int head = HeadSize + digest.Length;
        byte[] frame = Packing.Pack(block.Payload.Span, head);
        Span<byte> span = frame;
        Mark.CopyTo(span);
        owner.CopyTo(span[OwnerOffset..]);
        long[] fields =
        [
            block.Number, block.FirstWindow, block.LastWindow, block.UntilMicros, block.Events,
            eventsBefore + block.Events,
        ];
        for (int i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(span[(36 + (8 * i))..], fields[i]);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(span[84..], (ushort)digest.Length);
        digest.CopyTo(span[HeadSize..]);
        SumOf(previous, span).CopyTo(span[SumOffset..]);
        return new EpochFrame(frame);
    }

    /// <summary>Takes stored bytes, at least the head of a frame, without checking its sum.</summary>
    /// <exception cref="InvalidDataException">They cannot be a frame.</exception>
    public static EpochFrame Read(ReadOnlyMemory<byte> bytes) =>
        bytes.Length >= HeadSize && bytes.Span.StartsWith(Mark)
            ? new EpochFrame(bytes)
            : throw new InvalidDataException("it is not an epoch");

    /// <summary>Checks the whole frame against the sum of the one before, and unpacks it.</summary>
    /// <exception cref="InvalidDataException">Something differs from what was written.</exception>
    public EpochBlock Open(byte[] previous)
    {
        if (!Checksum.Equal(SumOf(previous, _bytes.Span), _bytes.Span.Slice(SumOffset, Checksum.Size)))
        {
            throw new InvalidDataException("the checksum differs");
        }

        return new EpochBlock(
            Number, Field(1), Field(2), UntilMicros, Field(4), Digest,
            Packing.Unpack(_bytes.Span[(HeadSize + DigestLength)..]));
    }

    private static byte[] SumOf(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> frame) => new Checksum("epoch-1")
        .Add(previous)
        .Add(frame[..SumOffset])
        .Add(frame[(SumOffset + Checksum.Size)..])
        .Finish();

    private long Field(int index) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[(36 + (8 * index))..]);
}

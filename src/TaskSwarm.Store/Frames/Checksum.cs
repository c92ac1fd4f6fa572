using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace TaskSwarm.Store.Frames;

/// <summary>
/// A sum over several fields, each preceded by its length, so that no two lists of fields give the same bytes.
/// </summary>
/// <remarks>
/// XxHash128 finds every flipped byte that chance can flip and costs next to nothing. It is no signature: whoever can
/// write to the database can also write a fitting sum. That a run is genuine is shown by simulating it again.
/// </remarks>
internal sealed class Checksum
{
    public const int Size = 16;

    private readonly XxHash128 _hash = new();

    public Checksum(string purpose) => Add(purpose);

    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.SequenceEqual(right);

    public Checksum Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        _hash.Append(bytes);
        return this;
    }

    public Checksum Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public Checksum Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.Append(bytes);
        return this;
    }

    public byte[] Finish() => _hash.GetHashAndReset();
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace TaskSwarm.Hosting.Export;

/// <summary>Gathers bytes of text and hands them to a stream in large pieces.</summary>
/// <param name="stream">Where to; it stays open.</param>
internal sealed class ByteBuffer(Stream stream)
{
    private const int Piece = 1 << 16;

    private readonly ArrayBufferWriter<byte> _bytes = new(Piece);

    /// <summary>Where to write.</summary>
    public IBufferWriter<byte> Writer => _bytes;

    /// <summary>Adds text as UTF-8.</summary>
    public void Add(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _bytes);

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Adds a whole number.</summary>
    public void Add(long number)
    {
        number.TryFormat(_bytes.GetSpan(RealText.Longest), out int written, default, CultureInfo.InvariantCulture);
        _bytes.Advance(written);
    }

    /// <summary>Adds a number; see <see cref="RealText"/>.</summary>
    public void Add(double number) => _bytes.Advance(RealText.Write(number, _bytes.GetSpan(RealText.Longest)));

    /// <summary>Hands a piece over if there is one.</summary>
    public ValueTask FlushIfFullAsync(CancellationToken cancellation) =>
        _bytes.WrittenCount < Piece ? ValueTask.CompletedTask : FlushAsync(cancellation);

    /// <summary>Hands everything over.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await stream.WriteAsync(_bytes.WrittenMemory, cancellation);
        _bytes.ResetWrittenCount();
    }
}

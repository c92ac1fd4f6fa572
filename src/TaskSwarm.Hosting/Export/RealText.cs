using System.Buffers;
using System.Globalization;

namespace TaskSwarm.Hosting.Export;

/// <summary>
/// Numbers of double precision as text: read back they are the same, the decimal sign is a point, and there always is
/// one (or an exponent), since readers that guess types by the first rows would take a column that begins with 0 for
/// whole numbers.
/// </summary>
internal static class RealText
{
    /// <summary>Bytes that any number fits into.</summary>
    public const int Longest = 40;

    private static readonly SearchValues<byte> OfWholeNumbers = SearchValues.Create("-0123456789"u8);

    /// <summary>Writes a finite number as ASCII.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Write(double number, Span<byte> room)
    {
        number.TryFormat(room, out int written, "R", CultureInfo.InvariantCulture);
        if (!room[..written].ContainsAnyExcept(OfWholeNumbers))
        {
            ".0"u8.CopyTo(room[written..]);
            written += 2;
        }

        return written;
    }
}

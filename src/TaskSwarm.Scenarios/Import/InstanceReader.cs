using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace TaskSwarm.Scenarios.Import;

/// <summary>Reads routing instances of either family from text or from files, packed (<c>.gz</c>) or not.</summary>
public static class InstanceReader
{
    /// <summary>
    /// Reads the text of an instance; which format it has is seen from its first line: numbers for Li and Lim, a name
    /// for Solomon.
    /// </summary>
    public static InstanceReadResult Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LooksLikeLiLim(text) ? LiLimReader.Read(text, file) : SolomonReader.Read(text, file);
    }

    /// <summary>Reads an instance from a file; a name that ends in <c>.gz</c> is unpacked.</summary>
    public static InstanceReadResult ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ReadText(path, out var error) is { } text
            ? Read(text, path)
            : new InstanceReadResult(null, [error!]);
    }

    /// <summary>The text of a file, unpacked; null and an error if it cannot be read or is too large.</summary>
    public static string? ReadText(string path, out InstanceError? error)
    {
        ArgumentNullException.ThrowIfNull(path);
        error = null;
        try
        {
            using var file = File.OpenRead(path);
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                return Decode(ReadLimited(file, path, out error));
            }

            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            var bytes = ReadLimited(unpacked, path, out error);
            return bytes is null || IsComplete(file, bytes) ? Decode(bytes) : throw new InvalidDataException(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            error = new InstanceError(path, 0, 0, "file", "no such file", "the path of an instance file");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            error = new InstanceError(path, 0, 0, "file", "something that cannot be read", "a readable file");
        }
        catch (InvalidDataException)
        {
            error = new InstanceError(path, 0, 0, "file", "damaged gzip data", "a complete gzip file");
        }
        catch (IOException e)
        {
            error = new InstanceError(path, 0, 0, "file", $"a read error ({e.Message})", "a readable file");
        }

        return null;
    }

    /// <summary>The name of an instance from that of its file: without folders and endings.</summary>
    public static string NameOf(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = Path.GetFileName(file);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }

    /// <summary>
    /// Whether a packed file says as many bytes as it gave (RFC 1952, ISIZE): one that was cut off unpacks without
    /// complaint, and would silently lose its last customers.
    /// </summary>
    private static bool IsComplete(FileStream packed, byte[] unpacked)
    {
        if (packed.Length < sizeof(uint))
        {
            return false;
        }

        Span<byte> size = stackalloc byte[sizeof(uint)];
        packed.Seek(-sizeof(uint), SeekOrigin.End);
        packed.ReadExactly(size);
        return BinaryPrimitives.ReadUInt32LittleEndian(size) == unpacked.Length;
    }

    private static string? Decode(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static byte[]? ReadLimited(Stream stream, string path, out InstanceError? error)
    {
        // One byte more than allowed: a packed file does not say how large it gets, so it is stopped when it is.
        var buffer = new MemoryStream();
        var chunk = new byte[65536];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > InstanceLimits.MaxBytes)
            {
                error = new InstanceError(
                    path,
                    0,
                    0,
                    "file",
                    "more",
                    string.Create(CultureInfo.InvariantCulture, $"at most {InstanceLimits.MaxBytes} bytes of text"));
                return null;
            }
        }

        error = null;
        return buffer.ToArray();
    }

    private static bool LooksLikeLiLim(string text)
    {
        var first = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return first.Length > 0 && (char.IsAsciiDigit(first[0]) || first[0] is '-' or '+' or '.')
            && double.TryParse(
                first[..EndOfWord(first)], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    private static int EndOfWord(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(" \t\r\n");
        return end < 0 ? text.Length : end;
    }
}

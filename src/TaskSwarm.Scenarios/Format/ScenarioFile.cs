using System.Globalization;
using System.Text;

namespace TaskSwarm.Scenarios.Format;

/// <summary>Reads the text of a scenario file within its limits.</summary>
internal static class ScenarioFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, or null and a problem.</summary>
    public static string? ReadText(string path, Problems problems)
    {
        var place = new SourcePlace(path, 0, 0);
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > ScenarioLimits.FileBytes)
            {
                problems.Add(place, "", string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes"),
                    string.Create(CultureInfo.InvariantCulture, $"at most {ScenarioLimits.FileBytes} bytes"));
                return null;
            }
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Decode(path, bytes, problems);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(place, "", "no such file", "the path of a scenario file");
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            problems.Add(place, "", "something that cannot be read", "a readable scenario file");
        }
        return null;
    }

    /// <summary>The text of some bytes, or null and a problem.</summary>
    public static string? Decode(string path, byte[] bytes, Problems problems)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes.AsSpan(0, e.Index);
            var column = e.Index - before.LastIndexOf((byte)'\n');
            problems.Add(
                new SourcePlace(path, before.Count((byte)'\n') + 1, column), "", "bytes that are not UTF-8",
                "a text file in UTF-8");
            return null;
        }
    }
}

using System.Globalization;
using System.Text.Json;

namespace TaskSwarm.Scenarios.Import;

/// <summary>How importers write numbers and names.</summary>
internal static class ImportText
{
    /// <summary>A number as it stands, without exponent.</summary>
    public static string Number(double value) => value.ToString("0.###############", CultureInfo.InvariantCulture);

    /// <summary>A name that scenarios may have: letters, digits, '.', '_' and '-'.</summary>
    public static string SafeName(string name)
    {
        string safe = string.Concat(name.Take(60).Select(
            c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
        return safe.Length > 0 && char.IsAsciiLetterOrDigit(safe[0]) ? safe : "instance-" + safe;
    }

    /// <summary>A text in double quotes, with everything that is not printable ASCII escaped: YAML reads it like JSON.
    /// </summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>A list in brackets.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>Seconds to the whole microsecond, no earlier than they are.</summary>
    public static string Seconds(double seconds) => Number(Math.Ceiling(seconds * 1e6 - 1e-6) / 1e6) + "s";
}

using System.Globalization;
using System.Text;

namespace TaskSwarm.Actors.Supervision;

/// <summary>Makes elements of actor paths from the names of a scenario.</summary>
internal static class PathElement
{
    /// <summary>
    /// Set behind an agent's element where a sibling squad has the same name; never part of another one.
    /// </summary>
    public const string Mark = "~";

    /// <summary>The name, with everything but ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c> as %XX.</summary>
    public static string Of(string name) => name.All(IsPlain) ? name : Escape(name);

    private static string Escape(string name)
    {
        var text = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            if (IsPlain((char)b))
            {
                text.Append((char)b);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return text.ToString();
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}

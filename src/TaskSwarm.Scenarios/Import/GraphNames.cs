using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>Names that scenarios may have, for the ids of an imported graph.</summary>
internal static class GraphNames
{
    // Leaves room for a number below the 64 letters that a name may have.
    private const int Kept = 50;

    /// <summary>
    /// A name for each id: the id itself where it may be a name; otherwise its beginning with what is not allowed
    /// replaced, and the task's number from 1. No two are equal if no two ids are.
    /// </summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> ids)
    {
        var taken = new SortedSet<string>(ids.Where(IsName), StringComparer.Ordinal);
        var names = new List<string>();
        for (int t = 0; t < ids.Count; t++)
        {
            names.Add(IsName(ids[t]) ? ids[t] : Shortened(ids[t], t + 1, taken));
        }

        return names;
    }

    private static bool IsName(string id) => id.Length <= 64 && id.Length > 0 && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static string Shortened(string id, int number, SortedSet<string> taken)
    {
        string start = ImportText.SafeName(id);
        start = start[..Math.Min(start.Length, Kept)].TrimEnd('-', '_', '.');
        string name = string.Create(CultureInfo.InvariantCulture, $"{start}-{number}");
        for (int more = 2; !taken.Add(name); more++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{start}-{number}-{more}");
        }

        return name;
    }
}

namespace TaskSwarm.Scenarios.Format;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
public static class Suggestion
{
    // Longer names are never compared: the cost is quadratic and nobody mistypes a name of that length.
    private const int LongestCompared = 64;

    /// <summary>"did you mean ...?" for the closest candidate, or null if none is close.</summary>
    public static string? DidYouMean(string name, IEnumerable<string> candidates) =>
        Closest(name, candidates) is { } closest ? $"did you mean \"{closest}\"?" : null;

    /// <summary>The candidate with the smallest distance, ties to the first in ordinal order; null if all are far.
    /// Case, hyphens and underscores do not count.</summary>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        var folded = Fold(name);
        if (folded.Length is 0 or > LongestCompared)
        {
            return null;
        }
        var allowed = Math.Max(1, folded.Length / 3);
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= allowed + 3)
            .Select(candidate => (Candidate: candidate, Distance: Distance(folded, Fold(candidate))))
            .Where(pair => pair.Distance <= allowed)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    private static string Fold(string name) =>
        name.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    // Optimal string alignment: insert, delete, replace, and swap neighbours, each at cost 1.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }
        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }
        return rows[a.Length, b.Length];
    }
}

using System.Globalization;

namespace TaskSwarm.Hosting.Comparison;

/// <summary>Reads lists of seeds: <c>1..10</c>, <c>3</c>, <c>1,4,9</c>, or any mixture.</summary>
public static class SeedList
{
    /// <summary>So many seeds at most.</summary>
    public const int Most = 100_000;

    private const ulong Largest = 9007199254740991;

    /// <summary>Reads a list.</summary>
    /// <returns>The seeds in the order given; null if it is none, holds one twice or too many.</returns>
    public static IReadOnlyList<ulong>? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seeds = new List<ulong>();
        var known = new HashSet<ulong>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || !TryRead(ends[0], out ulong first) || !TryRead(ends[^1], out ulong last)
                || last < first || last - first >= Most || seeds.Count + (int)(last - first) >= Most)
            {
                return null;
            }

            for (ulong seed = first; seed <= last; seed++)
            {
                if (!known.Add(seed))
                {
                    return null;
                }

                seeds.Add(seed);
            }
        }

        return seeds;
    }

    private static bool TryRead(string text, out ulong seed) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed) && seed <= Largest;
}

using System.Security.Cryptography;

namespace TaskSwarm.Store.Tables;

/// <summary>Ids that people can type, and what to say when they mistype them.</summary>
internal static class RunIds
{
    public const int Longest = 64;

    private const int RandomLength = 6;

    /// <summary>No i, l, o, u: nothing that is easily mistaken, and no words.</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id: a letter first, so that it is never taken for a number.</summary>
    public static string Create() =>
        RandomNumberGenerator.GetString(Alphabet.AsSpan(10), 1)
        + RandomNumberGenerator.GetString(Alphabet, RandomLength - 1);

    /// <summary>Refuses an id that could not be typed or told from a path or an option.</summary>
    /// <exception cref="StoreException">It is empty, too long, or holds other characters.</exception>
    public static void Require(string id)
    {
        bool sound = id.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(id[0])
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!sound)
        {
            throw new StoreException($"'{id}' cannot be the id of a run: give 1 to {Longest} letters, digits, '-', '_' "
                + "or '.', of which the first is a letter or a digit.");
        }
    }

    public static RunNotFoundException Ambiguous(string text, List<string> ids, StoreAddress address) => new(
        $"{ids.Count} runs in {address} begin with '{text}': {string.Join(", ", ids.Take(5))}"
        + $"{(ids.Count > 5 ? ", ..." : "")}. Type more of the id.");

    public static RunNotFoundException NotFound(string text, List<string> ids, StoreAddress address)
    {
        string[] near =
        [
            .. ids.Select(id => (Id: id, Distance: Distance(text, id)))
                .Where(n => n.Distance <= Math.Max(2, text.Length / 3))
                .OrderBy(n => n.Distance).ThenBy(n => n.Id, StringComparer.Ordinal)
                .Take(3).Select(n => n.Id),
        ];
        string hint = near.Length > 0 ? $"Did you mean {string.Join(" or ", near)}?"
            : ids.Count == 0 ? "The store holds no runs."
            : "List the runs to see their ids.";
        return new RunNotFoundException($"There is no run '{text}' in {address}. {hint}");
    }

    /// <summary>Levenshtein's distance to the beginning of an id as long as the text, for it may be a prefix.</summary>
    private static int Distance(string text, string id)
    {
        string other = id.Length > text.Length ? id[..text.Length] : id;
        int[] previous = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= text.Length; i++)
        {
            int[] current = new int[other.Length + 1];
            current[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int change = previous[j - 1] + (text[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}

using System.Globalization;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The agents of a scenario, found by name or pattern.</summary>
internal sealed class Roster
{
    private const int NamesShown = 5;

    // Comparing a misspelt name with a million others would take longer than mending it.
    private const int NamesCompared = 10_000;

    private readonly IReadOnlyList<string> names;
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly Problems problems;

    public Roster(IReadOnlyList<string> names, Problems problems)
    {
        this.names = names;
        this.problems = problems;
        for (var i = 0; i < names.Count; i++)
        {
            if (!indexes.TryAdd(names[i], i))
            {
                throw new ArgumentException($"Two agents are called [{names[i]}].", nameof(names));
            }
        }
    }

    /// <summary>The agents of some names and patterns, each once, in the scenario's order. What matches nothing is
    /// a problem.</summary>
    public IReadOnlyList<AgentId> Find(IReadOnlyList<Located<string>> patterns)
    {
        var found = new SortedSet<int>();
        foreach (var pattern in patterns)
        {
            var isKnown = IsPattern(pattern.Value) ? AddMatches(pattern.Value, found) : AddName(pattern.Value, found);
            if (!isKnown)
            {
                problems.Add(pattern.Problem(
                    $"\"{pattern.Value}\", which no agent is called", "the name of an agent, or a pattern of names",
                    Advice(pattern.Value)));
            }
        }
        return [.. found.Select(index => new AgentId(index))];
    }

    private string? Advice(string name) => problems.IsFull
        ? null
        : Suggestion.DidYouMean(name, names.Take(NamesCompared)) ?? $"agents are {Listed}";

    private string Listed => names.Count <= NamesShown
        ? string.Join(", ", names)
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more");

    private bool AddName(string name, SortedSet<int> found)
    {
        var isKnown = indexes.TryGetValue(name, out var index);
        if (isKnown)
        {
            found.Add(index);
        }
        return isKnown;
    }

    private bool AddMatches(string pattern, SortedSet<int> found)
    {
        var isKnown = false;
        for (var i = 0; i < names.Count; i++)
        {
            if (Matches(pattern, names[i]))
            {
                isKnown = true;
                found.Add(i);
            }
        }
        return isKnown;
    }

    private static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a name fits a pattern. On a mismatch the last * takes one character more.</summary>
    internal static bool Matches(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(p).TrimStart('*').Length == 0;
    }
}

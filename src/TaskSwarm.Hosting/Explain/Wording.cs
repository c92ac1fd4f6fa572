using System.Globalization;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Hosting.Explain;

/// <summary>How stories say what they say.</summary>
internal static class Wording
{
    /// <summary>So many names are told; of further ones only how many there are.</summary>
    public const int MostNames = 6;

    /// <summary>A cost or score as people read it.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>One and its unit, or several and theirs.</summary>
    public static string Count(int count, string one, string several) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");

    /// <summary>The names of agents: all of a few, some of many.</summary>
    public static string Names(RunFacts facts, IReadOnlyList<AgentId> agents) => List(
        [.. agents.Select(facts.NameOf)]);

    /// <summary>Words in a row: all of a few, some of many.</summary>
    public static string List(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "nobody",
        1 => words[0],
        <= MostNames => string.Join(", ", words.SkipLast(1)) + " and " + words[^1],
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", words.Take(MostNames - 1))} and {words.Count - MostNames + 1} others"),
    };

    /// <summary>What stands behind a bid, in brackets; nothing if the bidder did not tell.</summary>
    public static string Terms(Answer answer)
    {
        var parts = new List<string>();
        if (answer.Terms is BidTerms terms)
        {
            AddTerms(parts, terms);
        }

        if (answer.Together > 1)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"for {answer.Together} tasks together"));
        }

        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>What a refusal says, the exact words if there are any.</summary>
    public static string Refusal(Answer answer) => answer.Shortfall is Shortfall shortfall
        ? $"{answer.Refusal}: {shortfall.Detail}"
        : answer.Refusal ?? "";

    private static void AddTerms(List<string> parts, BidTerms terms)
    {
        if (terms.Metres is double metres)
        {
            parts.Add(metres < 1000
                ? string.Create(CultureInfo.InvariantCulture, $"distance {metres:0.##} m")
                : string.Create(CultureInfo.InvariantCulture, $"distance {metres / 1000:0.##} km"));
        }

        if (terms.Load is double load)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"load {100 * load:0.#} %"));
        }

        if (terms.Backlog is { Micros: > 0 } backlog)
        {
            parts.Add($"{backlog} of other work first");
        }

        if (terms.Start is { } start && terms.End is { } end)
        {
            parts.Add($"from {start} to {end}");
        }
    }
}

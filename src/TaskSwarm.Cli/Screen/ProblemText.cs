using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Screen;

/// <summary>What is wrong with a file, as lines for people.</summary>
internal static class ProblemText
{
    /// <summary>A line for each problem, and one for those that are not listed.</summary>
    public static IReadOnlyList<string> Lines(ScenarioResult result)
    {
        int unlisted = result.ProblemCount - result.Problems.Count;
        IEnumerable<string> listed = result.Problems.Select(p => p.ToString());
        return [.. unlisted > 0 ? listed.Append($"and {Amount.Of(unlisted, "more problem")}") : listed];
    }
}

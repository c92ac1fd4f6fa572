using System.Diagnostics;
using System.Text.Json;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>Has a plan judged by the public checker of its set, a script of Python that TaskSwarm has no part in.
/// </summary>
internal static class PublicChecker
{
    /// <summary>What the checker finds wrong, or null; also if its objective is not the one that was told.</summary>
    /// <param name="folder">Where the checkers lie.</param>
    /// <param name="c">The case, which names its checker.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="plan">The file with the plan.</param>
    public static string? Complaint(string folder, QualityCase c, Assignment answer, string plan)
    {
        using Process checker = Process.Start(new ProcessStartInfo(
            "python3", [Path.Combine(folder, c.Checker!.Script), c.Checker.Instance, plan, .. c.Checker.Options])
        {
            RedirectStandardOutput = true,
        })!;
        string said = checker.StandardOutput.ReadToEnd();
        checker.WaitForExit();
        if (checker.ExitCode != 0)
        {
            return $"{c.Checker.Script}: {said.Split('\n')[0]}";
        }

        using var verdict = JsonDocument.Parse(said.TrimEnd().Split('\n')[^1]);
        double found = verdict.RootElement.GetProperty(c.Checker.Objective).GetDouble();
        return Math.Abs(found - c.Value(answer)) <= 1e-4 * Math.Max(1, Math.Abs(found))
            ? null
            : FormattableString.Invariant($"{c.Checker.Script} says {found}, we say {c.Value(answer)}");
    }
}

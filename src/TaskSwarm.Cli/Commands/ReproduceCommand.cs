using System.Globalization;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary>Writes the command line that makes a run again on the sequential host.</summary>
internal static class ReproduceCommand
{
    /// <summary>The command, quoted for a shell.</summary>
    /// <param name="file">The scenario.</param>
    /// <param name="overrides">What is changed in it; its seed does not count.</param>
    /// <param name="seed">The seed of the run.</param>
    public static string Of(string file, ScenarioOverrides overrides, ulong seed)
    {
        string[] parts =
        [
            "taskswarm", "run", file,
            .. overrides.Set.SelectMany(s => (string[])["--set", s]),
            .. overrides.Duration is string duration ? (string[])["--duration", duration] : [],
            .. overrides.Strategy is string strategy ? (string[])["--strategy", strategy] : [],
            "--seed", seed.ToString(CultureInfo.InvariantCulture), "--host", "sequential",
        ];
        return string.Join(' ', parts.Select(Quoted));
    }

    /// <summary>A word as a shell takes it.</summary>
    public static string Quoted(string part) =>
        part.Length > 0
        && part.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal))
            ? part
            : $"'{part.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

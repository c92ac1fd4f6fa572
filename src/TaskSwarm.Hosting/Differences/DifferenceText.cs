using System.Globalization;
using System.Text;

namespace TaskSwarm.Hosting.Differences;

/// <summary>Writes the differences of two runs as text, the first one first.</summary>
public static class DifferenceText
{
    /// <summary>The text, with a line break at its end.</summary>
    public static string Of(RunDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var text = new StringBuilder();
        (string first, string second) = (difference.First.Name, difference.Second.Name);
        foreach (ForkDifference fork in difference.Forks)
        {
            string changes = fork.Fork.Changes.Count == 0 ? "no change" : string.Join(", ", fork.Fork.Changes.Select(
                c => $"{c.Path}={c.Before ?? "unset"} -> {c.After ?? "unset"}"));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{fork.Run} was forked from {fork.Fork.Parent} at {fork.Fork.At} with {changes}\n");
        }

        if (difference.AreEqual)
        {
            return text.Append("the runs committed the same\n").ToString();
        }

        AppendParting(text, difference);
        foreach (TrajectoryDifference body in difference.Trajectories)
        {
            string how = body.OnlyIn is string only ? $"only in {only}" : string.Create(
                CultureInfo.InvariantCulture,
                $"apart from {body.FirstApart} on, at most {body.Largest:0.###} m at {body.LargestAt}");
            text.Append(CultureInfo.InvariantCulture, $"trajectory of {body.Agent}: {how}\n");
        }

        foreach (MetricDifference metric in difference.Metrics)
        {
            string by = metric.Difference is double d
                ? string.Create(CultureInfo.InvariantCulture, $" ({(d > 0 ? "+" : "")}{d:G6})")
                : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"metric {metric.Name}: {first} {Figure(metric.First)}, {second} {Figure(metric.Second)}{by}\n");
        }

        return text.ToString();
    }

    private static void AppendParting(StringBuilder text, RunDifference difference)
    {
        if (difference.Parting is not Parting parting)
        {
            text.Append("no event differs\n");
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"first different event at {parting.At}, agent {(parting.First ?? parting.Second)!.Agent}\n");
        AppendSide(text, difference.First.Name, parting.First);
        AppendSide(text, difference.Second.Name, parting.Second);
        foreach (PartedField field in parting.Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {field.Name}: {field.First} and {field.Second}\n");
        }
    }

    private static void AppendSide(StringBuilder text, string run, PartedEvent? e) => text.Append(e is null
        ? $"  {run}: nothing\n"
        : string.Create(CultureInfo.InvariantCulture, $"  {run}: {e.Text} (window {e.Window})\n"));

    // To the last digit: two values that differ never look alike.
    private static string Figure(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";
}

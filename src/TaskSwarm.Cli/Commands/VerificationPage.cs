using System.Text.Json.Nodes;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Storage;

namespace TaskSwarm.Cli.Commands;

/// <summary>Says what verifying a run came to.</summary>
internal sealed class VerificationPage(Terminal terminal, PersistedRun run, Verification made)
{
    /// <summary>For people.</summary>
    public void WriteText(bool interrupted)
    {
        string span = $"{Amount.Of(made.Windows, "window")} from {made.From} to {made.Until}";
        if (made.Difference is not RunDifference d)
        {
            terminal.Out.WriteLine(interrupted
                ? $"Run {run.Record.Id}: ended early; {span} are the ones that are stored."
                : $"Run {run.Record.Id} is genuine: {span}, made again, are the ones that are stored.");
            if (!interrupted && run.HasEnded)
            {
                terminal.Out.WriteLine($"  digest  {run.Record.Digest}");
            }

            return;
        }

        terminal.Out.WriteLine($"Run {run.Record.Id} is not the run that this program makes. The first difference:");
        terminal.Out.WriteLine($"  window  {d.Window}");
        terminal.Out.WriteLine($"  at      {d.At}");
        if (d.Agent is not null)
        {
            terminal.Out.WriteLine($"  agent   {d.Agent}");
        }

        terminal.Out.WriteLine($"  what    {d.What}");
        terminal.Out.WriteLine($"  stored  {d.Stored}");
        terminal.Out.WriteLine($"  made    {d.Made}");
        if (run.Record.Version != RunReport.Version)
        {
            terminal.Out.WriteLine(
                $"It was written by version {run.Record.Version}; this is version {RunReport.Version}.");
        }
    }

    /// <summary>As one JSON object.</summary>
    public void WriteJson(bool interrupted)
    {
        var json = new JsonObject
        {
            ["run"] = run.Record.Id,
            ["version"] = RunReport.Version,
            ["outcome"] = made.Difference is not null ? "differs" : interrupted ? "interrupted" : "genuine",
            ["windows"] = made.Windows,
            ["fromSeconds"] = made.From.Seconds,
            ["untilSeconds"] = made.Until.Seconds,
            ["digest"] = made.Result.Digest,
        };
        if (made.Difference is RunDifference d)
        {
            json["difference"] = new JsonObject
            {
                ["window"] = d.Window,
                ["simulatedSeconds"] = d.At.Seconds,
                ["agent"] = d.Agent,
                ["what"] = d.What,
                ["stored"] = d.Stored,
                ["made"] = d.Made,
            };
        }

        terminal.Out.WriteLine(RunJson.Text(json));
    }
}

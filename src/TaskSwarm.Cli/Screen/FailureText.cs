using Spectre.Console;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Screen;

/// <summary>Says why a run stopped, with all that is needed to see it again.</summary>
internal static class FailureText
{
    /// <summary>Writes the failure.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="logFile">Where the details are; null if they were not kept.</param>
    public static void Write(IAnsiConsole console, RunFailure failure, string? logFile)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadLeft(0));
        void Add(string name, string value) => grid.AddRow(new Text(name), new Text(value));
        Add("agent", failure.Agent);
        Add("at", $"{failure.Time} of simulated time");
        Add("event", failure.Event);
        Add("error", failure.Message);
        Add("seed", failure.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("details", logFile ?? "not kept; add --log-file FILE");
        console.WriteLine();
        console.MarkupLine("[bold red]The run stopped on an error[/]");
        console.Write(grid);
    }
}

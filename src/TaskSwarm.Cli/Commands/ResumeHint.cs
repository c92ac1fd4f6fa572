using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;

namespace TaskSwarm.Cli.Commands;

/// <summary>Says how to go on with a run that ended early.</summary>
internal static class ResumeHint
{
    /// <summary>Writes it, if the run can be resumed.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">The run.</param>
    /// <param name="store">The store as it was given; null for the user's own.</param>
    public static void Write(Terminal terminal, RunReport report, string? store)
    {
        if (report.Trouble is not null)
        {
            terminal.Error.WriteLine(report.Trouble.Message);
        }

        if (report.IsStored && report.ExitCode == ExitCode.Interrupted)
        {
            Write(terminal, report.Run, store);
        }
    }

    /// <summary>Writes it for a run that can be resumed.</summary>
    public static void Write(Terminal terminal, string run, string? store)
    {
        terminal.Error.WriteLine("Go on with it:");
        terminal.Error.WriteLine($"  taskswarm resume {run}{StoreUse.OptionFor(store)}");
    }
}

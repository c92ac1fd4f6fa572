using TaskSwarm.Cli.Screen;

namespace TaskSwarm.Cli.Output;

/// <summary>Writes the one file that a command is there to make.</summary>
internal static class NewFile
{
    /// <summary>Writes the file or says why not.</summary>
    /// <returns>The exit code: a path that cannot be right is a usage error, a disk that refuses a failure.</returns>
    public static int Write(Terminal terminal, string file, string text, bool mayReplace)
    {
        if (OutputFile.Objection(file, mayReplace) is string objection)
        {
            terminal.Error.WriteLine($"{file}: {objection}");
            return ExitCode.Usage;
        }

        if (OutputFile.WriteText(file, text) is string reason)
        {
            terminal.Error.WriteLine($"{file}: cannot be written ({reason})");
            return ExitCode.Failed;
        }

        terminal.Error.WriteLine($"{file}: written");
        return ExitCode.Done;
    }
}

using System.CommandLine;

namespace TaskSwarm.Cli.Commands;

/// <summary>One command of the program.</summary>
internal interface ICommand
{
    /// <summary>Command lines that show how it is used.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>Its name, options and action.</summary>
    Command Build();
}

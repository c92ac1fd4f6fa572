using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli;

/// <summary>The program: finds the command and runs it. Nothing that goes wrong leaves it as a stack trace.</summary>
internal static class CommandLine
{
    private const string Program = "taskswarm";

    /// <summary>Runs the program.</summary>
    /// <param name="args">The words of the command line.</param>
    /// <param name="terminal">Where everything is written.</param>
    /// <param name="kinds">The kinds of scenarios that it knows.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, Terminal terminal, IReadOnlyList<IScenarioKind> kinds)
    {
        try
        {
            ParseResult parsed = Root(terminal, kinds).Parse(args);
            return parsed.Action is ParseErrorAction
                ? Refuse(parsed, terminal)
                : parsed.Invoke(new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                });
        }
        catch (IOException e)
        {
            terminal.Error.WriteLine($"{Program}: cannot write the output ({e.Message.TrimEnd('.')})");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine(
                $"{Program}: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            terminal.Error.WriteLine(
                $"This is a bug in {Program}. Its details are in the log: run again with --log-file FILE.");
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root(Terminal terminal, IReadOnlyList<IScenarioKind> kinds)
    {
        ICommand[] commands =
        [
            new RunCommand(terminal, kinds), new RunsCommand(terminal, kinds), new ReplayCommand(terminal, kinds),
            new ResumeCommand(terminal, kinds), new ForkCommand(terminal, kinds),
            new ExplainCommand(terminal, kinds), new DiffCommand(terminal, kinds),
            new CompareCommand(terminal, kinds), new SweepCommand(terminal, kinds),
            new NodeCommand(terminal, kinds), new ClusterCommand(terminal),
            new ValidateCommand(terminal, kinds), new NewCommand(terminal, kinds),
            new ImportCommand(terminal, kinds), new KindsCommand(terminal, kinds), new SchemaCommand(terminal, kinds),
            new DataCommand(terminal), new ModelCommand(terminal),
        ];
        var root = new RootCommand(
            "Simulates swarms of agents that bid for tasks, fail and recover. The same scenario with the same seed is "
            + "the same run, on any number of threads.");
        var examples = new Dictionary<Command, IReadOnlyList<string>>
        {
            [root] =
            [
                $"{Program} run scenarios/formation-flight/v-formation.yaml",
                $"{Program} run --help",
            ],
        };
        foreach (ICommand command in commands)
        {
            Command built = command.Build();
            root.Subcommands.Add(built);
            examples.Add(built, command.Examples);
        }

        HelpOption option = root.Options.OfType<HelpOption>().Single();
        var plain = (HelpAction)option.Action!;
        plain.MaxWidth = terminal.Width;
        var help = new HelpWithExamples(plain, examples);
        option.Action = help;
        root.SetAction(parsed =>
        {
            help.Invoke(parsed);
            return ExitCode.Usage;
        });
        return root;
    }

    /// <summary>Says what is wrong with the command line, a line each.</summary>
    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        string name = command is RootCommand ? Program : $"{Program} {command.Name}";

        // After an unknown word all that follows it is unknown too, and would only hide what is wrong.
        IEnumerable<string> messages = parsed.UnmatchedTokens.Count > 0
            ? [Unknown(parsed.UnmatchedTokens[0], command)]
            : parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ").TrimEnd('.')).Distinct();
        foreach (string message in messages)
        {
            terminal.Error.WriteLine($"{name}: {message}");
        }

        terminal.Error.WriteLine($"See '{name} --help'.");
        return ExitCode.Usage;
    }

    private static string Unknown(string token, Command command)
    {
        bool option = token.StartsWith('-');
        IEnumerable<string> known = option
            ? command.Options.SelectMany(o => o.Aliases.Append(o.Name))
            : command.Subcommands.Select(c => c.Name);
        string what = option ? "unknown option" : command.Subcommands.Count > 0 ? "unknown command" : "unexpected";
        string hint = Suggestion.DidYouMean(token, known) is string suggestion ? "; " + suggestion : "";
        return $"{what} \"{token}\"{hint}";
    }
}

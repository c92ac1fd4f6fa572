using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm runs</c>: what is in the store.</summary>
internal sealed class RunsCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: a table (default), or one JSON object.", "text", "json");

    private readonly Option<string?> _scenario = Options.Text("--scenario", "NAME", "Runs of this scenario only.");

    private readonly Option<string?> _kind = Options.Text("--kind", "KIND", "Runs of this kind of scenario only.");

    private readonly Option<DateTimeOffset?> _since = Moment(
        "--since", "Runs that were started at this time or later: a date, or how long ago, such as 2h.");

    private readonly Option<DateTimeOffset?> _until = Moment(
        "--until", "Runs that were started before this time.");

    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "The runs to delete, by their ids or the beginnings of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Argument<string> _run = StoreUse.Run();

    private readonly ExportCommand _export = new(terminal, kinds);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples =>
    [
        "taskswarm runs list --kind logistics --since 2d",
        "taskswarm runs show k7f2",
        .. _export.Examples,
        "taskswarm runs delete k7f2",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var list = new Command("list", "List the runs of the store, oldest first.")
        {
            _scenario, _kind, _since, _until, _format, _store,
        };
        list.SetAction(parsed => With(parsed, archive => List(archive, parsed), () => Write([], parsed)));
        var show = new Command("show", "Tell all that is known of a run, and its summary.") { _run, _format, _store };
        show.SetAction(parsed => With(parsed, archive => Show(archive, parsed)));
        var delete = new Command("delete", "Delete runs and give their space back.") { _runs, _store };
        delete.SetAction(parsed => With(parsed, archive => Delete(archive, parsed)));
        return new Command("runs", "List, show, export and delete the runs of the store.")
        {
            list, show, _export.Build(), delete,
        };
    }

    private int With(ParseResult parsed, Func<RunArchive, int> use, Func<int>? missing = null)
    {
        var store = new StoreUse(terminal, kinds);
        return missing is null
            ? store.With(parsed.GetValue(_store), use)
            : store.With(parsed.GetValue(_store), use, missing);
    }

    private int List(RunArchive archive, ParseResult parsed)
    {
        IReadOnlyList<RunRecord> runs = archive.Store.ListAsync(new RunFilter(
            parsed.GetValue(_scenario), parsed.GetValue(_kind), parsed.GetValue(_since), parsed.GetValue(_until)))
            .GetAwaiter().GetResult();
        return Write(runs, parsed);
    }

    private int Write(IReadOnlyList<RunRecord> runs, ParseResult parsed)
    {
        if (parsed.GetValue(_format) == "json")
        {
            terminal.Out.WriteLine(RunListPage.Json(runs));
        }
        else if (runs.Count == 0)
        {
            terminal.Out.WriteLine("no runs");
        }
        else
        {
            RunListPage.Write(terminal.Out, runs);
        }

        return ExitCode.Done;
    }

    private int Show(RunArchive archive, ParseResult parsed)
    {
        PersistedRun run = archive.FindAsync(parsed.GetRequiredValue(_run)).GetAwaiter().GetResult();
        if (parsed.GetValue(_format) == "json")
        {
            terminal.Out.WriteLine(RunListPage.Json(run));
            return ExitCode.Done;
        }

        terminal.DrawOut(console => RunListPage.Write(console, run));
        terminal.Out.WriteLine();
        new RunPage(terminal, json: false, parsed.GetValue(_store)).Show(run);
        return ExitCode.Done;
    }

    private int Delete(RunArchive archive, ParseResult parsed)
    {
        foreach (string id in parsed.GetRequiredValue(_runs))
        {
            RunRecord run = archive.Store.FindAsync(id).GetAwaiter().GetResult();
            archive.Store.DeleteAsync(run.Id).GetAwaiter().GetResult();
            terminal.Out.WriteLine($"deleted {run.Id}");
        }

        return ExitCode.Done;
    }

    private static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "WHEN",
        CustomParser = result => ReadMoment(result, name),
    };

    private static DateTimeOffset? ReadMoment(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        if (TimeText.Parse(text) is { } ago)
        {
            return DateTimeOffset.UtcNow - TimeSpan.FromSeconds(ago.Seconds);
        }

        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset moment))
        {
            return moment;
        }

        result.AddError(
            $"{name}: found \"{text}\"; expected a date such as 2026-03-31 or 2026-03-31T18:00, or how long ago, such "
            + "as 2h or 3d");
        return null;
    }
}

using System.CommandLine;
using Serilog.Core;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Scenarios;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary>Opens the store of runs for a command, and says in plain words what is wrong with it.</summary>
internal sealed class StoreUse(Terminal terminal, IReadOnlyList<IScenarioKind> kinds)
{
    /// <summary>The word for no store.</summary>
    public const string None = "none";

    /// <summary>The option that names the store.</summary>
    public static Option<string?> Option(bool mayBeNone) => Options.Text(
        "--store", "URI", "Where runs are kept: an SQLite file, postgresql://USER@HOST/DATABASE, or a file of settings "
        + "such as config/store-postgres.conf" + (mayBeNone ? "; 'none' keeps nothing" : "")
        + ". If not given, a file of your own.");

    /// <summary>The option as it has to be given again, with a blank before it; nothing for the user's own store.
    /// </summary>
    public static string OptionFor(string? store) =>
        store is null ? "" : $" --store {ReproduceCommand.Quoted(store)}";

    /// <summary>The argument that names a run.</summary>
    public static Argument<string> Run(string name = "RUN") => new(name)
    {
        Description = "A run's id, or the beginning of it (see 'taskswarm runs list').",
    };

    /// <summary>The archive in a store that a caller has opened.</summary>
    public RunArchive Archive(RunStore store, Logger log) =>
        new(store, ScenarioLoading.Loader(kinds), new RunService(log));

    /// <summary>Opens a store.</summary>
    /// <param name="uri">Which; null for the user's own.</param>
    /// <param name="create">Whether to make it if there is none.</param>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public RunStore Open(string? uri, bool create)
    {
        StoreAddress address = uri is null ? StoreAddress.Default : StoreAddress.Parse(uri);
        return RunStore.OpenAsync(address, new StoreOptions
        {
            CreateIfMissing = create,
            OnTrouble = terminal.Error.WriteLine,
        }).GetAwaiter().GetResult();
    }

    /// <summary>Does something with the runs of a store.</summary>
    /// <param name="uri">Which store; null for the user's own.</param>
    /// <param name="use">What to do; gives the exit code.</param>
    /// <returns>The exit code.</returns>
    public int With(string? uri, Func<RunArchive, int> use) => With(uri, use, isMissing: null);

    private int With(string? uri, Func<RunArchive, int> use, Action? isMissing)
    {
        using Logger log = RunLog.Open(LogSettings.Quiet, terminal.Error);
        return Guarded(() =>
        {
            RunStore store;
            try
            {
                store = Open(uri, create: false);
            }
            catch (StoreMissingException) when (isMissing is not null)
            {
                isMissing();
                return ExitCode.Done;
            }

            try
            {
                return use(Archive(store, log));
            }
            finally
            {
                store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        });
    }

    /// <summary>Does something with the runs of a store, or something else if there is no store yet.</summary>
    public int With(string? uri, Func<RunArchive, int> use, Func<int> missing)
    {
        bool isMissing = false;
        int code = With(uri, use, Note);
        return isMissing ? missing() : code;

        void Note() => isMissing = true;
    }

    /// <summary>Runs a step, and turns what is wrong with the store or a run into a message and an exit code.</summary>
    public int Guarded(Func<int> step)
    {
        try
        {
            return step();
        }
        catch (StoreException e)
        {
            terminal.Error.WriteLine(e.Message);
            return e switch
            {
                StoreCorruptException => ExitCode.Differs,
                StoreUnavailableException => ExitCode.Failed,
                _ => ExitCode.Usage,
            };
        }
        catch (RunArchiveException e)
        {
            terminal.Error.WriteLine(e.Message);
            return ExitCode.Usage;
        }
    }
}

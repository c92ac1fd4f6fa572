using Serilog;
using TaskSwarm.Hosting.Export;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

/// <summary>A store with a run in it that has everything: tasks, negotiations, crashes and moving agents.</summary>
public sealed class StoredRun : IAsyncLifetime
{
    private const string Scenario = "scenarios/logistics/city-couriers.yaml";

    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-export-").FullName;
    private readonly ScenarioLoader _loader = ScenarioLoading.Loader();

    public RunArchive Archive { get; private set; } = null!;

    /// <summary>A run that came to its end, with its events.</summary>
    public PersistedRun Whole { get; private set; } = null!;

    /// <summary>The same, kept without events.</summary>
    public PersistedRun Summary { get; private set; } = null!;

    /// <summary>A run of which the ending was never written.</summary>
    public PersistedRun CutOff { get; private set; } = null!;

    /// <summary>The address of the store.</summary>
    public string Store => Path.Combine(_folder, "runs.db");

    public async Task InitializeAsync()
    {
        RunStore store = await RunStore.OpenAsync(StoreAddress.Parse(Store), new StoreOptions());
        Archive = new RunArchive(store, _loader, new RunService(Log.Logger));
        Whole = await MakeAsync(RunKeep.Events);
        Summary = await MakeAsync(RunKeep.Summary);
        CutOff = new PersistedRun(
            Whole.Record with { State = RunState.Interrupted, Ending = ReadOnlyMemory<byte>.Empty }, _loader);
    }

    public async Task DisposeAsync()
    {
        await Archive.Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A folder that is not there yet.</summary>
    public string NewFolder() => Path.Combine(_folder, Path.GetRandomFileName());

    /// <summary>Exports a run and gives the files' folder.</summary>
    public async Task<(string Folder, ExportResult Result)> ExportAsync(PersistedRun run, ExportRequest request) =>
        (request.Folder, await new RunExporter(Archive, run).ExportAsync(request));

    /// <summary>What is stored of the run's windows.</summary>
    public async Task<IReadOnlyList<StoredWindow>> WindowsAsync()
    {
        var windows = new List<StoredWindow>();
        await foreach (StoredWindow window in Archive.WindowsAsync(Whole, SimTime.Zero, SimTime.Never))
        {
            windows.Add(window);
        }

        return windows;
    }

    private async Task<PersistedRun> MakeAsync(RunKeep keep)
    {
        ScenarioResult loaded = _loader.LoadFile(WorkingCopy.PathOf(Scenario), ScenarioOverrides.None);
        RecordedRun made = await Archive.RunAsync(loaded, new RunRequest
        {
            Host = new HostSettings(HostKind.Sequential, 1, 1),
            Keep = keep,
            Version = "test",
        });
        return await Archive.FindAsync(made.Id!);
    }
}

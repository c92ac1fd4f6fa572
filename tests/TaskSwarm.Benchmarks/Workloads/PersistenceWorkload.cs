using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using TaskSwarm.Actors;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// What it costs to keep a run: the same run with and without a store by turns, in one process, and reading it back.
/// Wall time of the whole run, from making it to its last commit.
/// </summary>
internal static class PersistenceWorkload
{
    public const string Name = "persistence";

    private const int Participants = 50_000;

    internal static readonly RecordCatalog Catalog = new(RunRecords.Catalog.Types.Concat(
        Assembly.GetExecutingAssembly().GetTypes()
            .Where(t => !t.IsAbstract && typeof(IMessage).IsAssignableFrom(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select((t, i) => (10_000 + i, t))));

    /// <summary>Measures every case.</summary>
    public static async Task<int> RunAsync(int repeats)
    {
        foreach (string file in (string[])["logistics/city-couriers", "formation-flight/flock-300"])
        {
            Simulation? simulation = ScenarioLoading.Loader()
                .LoadFile($"scenarios/{file}.yaml", ScenarioOverrides.None).Simulation;
            if (simulation is null)
            {
                Console.Error.WriteLine($"scenarios/{file}.yaml cannot be loaded: run this in the root of a clone.");
                return 2;
            }

            await MeasureAsync(file, simulation, repeats);
        }

        Simulation bare = new ContractNetWorkload().Build(Participants);
        await MeasureAsync($"contract-net {Participants}", bare, repeats);
        await MeasureAsync($"contract-net {Participants}, every message kept", bare with
        {
            CreateReaders = () => [new MessageTaker(long.MaxValue)],
        }, repeats);
        return 0;
    }

    private static async Task MeasureAsync(string name, Simulation simulation, int repeats)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskswarm-persistence-");
        await using RunStore store = await RunStore.OpenAsync(
            StoreAddress.Parse(Path.Combine(folder.FullName, "runs.db")), new StoreOptions());
        var without = new List<double>();
        var with = new List<double>();
        var reading = new List<double>();
        (RunResult result, RunRecord record) = await KeptAsync(store, simulation);
        for (int i = 0; i < repeats; i++)
        {
            GC.Collect();
            long begun = Stopwatch.GetTimestamp();
            Run(simulation, null);
            without.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            GC.Collect();
            begun = Stopwatch.GetTimestamp();
            (result, record) = await KeptAsync(store, simulation);
            with.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            GC.Collect();
            begun = Stopwatch.GetTimestamp();
            await ReadAsync(store, record);
            reading.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        record = await store.FindAsync(record.Id);
        (double a, double b, double c) = (Median(without), Median(with), Median(reading));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: without {a:0.000} s, kept {b:0.000} s, ratio {b / a:0.00}; read back in {c:0.000} s, "
            + $"{a / c:0.0} times as fast as the run; {record.Bytes / 1e6:0.00} MB, "
            + $"{(double)record.Bytes / result.Events:0.00} bytes an event of {result.Events}"));
        folder.Delete(recursive: true);
    }

    private static RunResult Run(Simulation simulation, IRunRecorder? recorder) => ActorHost.Run(
        new RunCore(simulation, ActorHost.DefaultRegions(2)) { Recorder = recorder },
        new ActorHostOptions { Workers = 2 });

    /// <summary>Runs and keeps everything, to its last commit.</summary>
    internal static async Task<(RunResult Result, RunRecord Record)> KeptAsync(RunStore store, Simulation simulation)
    {
        await using RunWriter writer = await store.CreateAsync(new RunDraft
        {
            Scenario = simulation.Name,
            Kind = simulation.Kind,
        });
        var recorder = new StoreRecorder(
            Task.FromResult(writer), RunKeep.Events, 0, Sampling.Of(simulation), new StorageSettings(), [],
            SimTime.Zero, () => { }, Catalog);
        RunResult result = Run(simulation, recorder);
        await recorder.FlushAsync();
        if (recorder.Failure is not null)
        {
            throw recorder.Failure;
        }

        await writer.CompleteAsync(new RunEnding(
            RunState.Completed, result.Digest, result.Events, result.SimulatedTime.Micros, default));
        return (result, writer.Run);
    }

    /// <summary>Reads everything back.</summary>
    internal static async Task ReadAsync(RunStore store, RunRecord record)
    {
        var codec = new WindowCodec(Catalog);
        await foreach (EpochBlock epoch in store.ReadEpochsAsync(record.Id))
        {
            foreach (ReadOnlyMemory<byte> slice in EpochReading.Slices(epoch))
            {
                codec.Read(new Kernel.Agents.StateReader(slice));
            }
        }
    }

    private static double Median(List<double> seconds)
    {
        seconds.Sort();
        return seconds[seconds.Count / 2];
    }
}

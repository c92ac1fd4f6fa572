using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Store;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// A very long run of which every message is kept, and reading it back: whether memory grows with a run's length.
/// </summary>
internal static class EnduranceWorkload
{
    public const string Name = "endurance";

    private const int Participants = 1000;

    /// <summary>Runs, and tells the memory of the process on the way.</summary>
    /// <param name="events">About how many events.</param>
    public static async Task<int> RunAsync(long events)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskswarm-endurance-");
        try
        {
            await using RunStore store = await RunStore.OpenAsync(
                StoreAddress.Parse(Path.Combine(folder.FullName, "runs.db")), new StoreOptions());
            Simulation simulation = new ContractNetWorkload(events).Build(Participants) with
            {
                CreateReaders = () => [new MessageTaker(events / 10)],
            };
            long begun = Stopwatch.GetTimestamp();
            (RunResult result, RunRecord record) = await PersistenceWorkload.KeptAsync(store, simulation);
            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            record = await store.FindAsync(record.Id);
            Tell(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Events} events kept in {seconds:0.0} s, "
                + $"{(double)record.Bytes / result.Events:0.00} bytes each"));
            begun = Stopwatch.GetTimestamp();
            await PersistenceWorkload.ReadAsync(store, record);
            seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            Tell(string.Create(CultureInfo.InvariantCulture, $"read back in {seconds:0.0} s"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes a line with the process's memory, now and at its most.</summary>
    public static void Tell(string what)
    {
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}; working set {process.WorkingSet64 / 1e6:0} MB, at most {process.PeakWorkingSet64 / 1e6:0} MB"));
    }
}

using System.Diagnostics;
using TaskSwarm.Chaos.Networks;

namespace TaskSwarm.Chaos;

/// <summary>
/// Runs a scenario once on a cluster of node processes while nodes and the network between them fail at random. Then
/// the run is verified window by window, and so is who committed it.
/// </summary>
internal sealed class Storm : IDisposable
{
    private const int FirstNodes = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(200);
    private static readonly bool IsVerbose = Environment.GetEnvironmentVariable("CHAOS_VERBOSE") is not null;

    private readonly Launcher _launcher;
    private readonly string _scenario;
    private readonly INetwork _network;
    private readonly Random _random;
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-chaos-").FullName;
    private readonly Strikes _strikes;
    private readonly Writers _writers;
    private int? _cut;

    /// <summary>A storm that is still to break.</summary>
    public Storm(Launcher launcher, string scenario, INetwork network, Random random)
    {
        (_launcher, _scenario, _network, _random) = (launcher, scenario, network, random);
        _strikes = new Strikes(launcher, network, random);
        _writers = new Writers(Store);
    }

    private string Store => Path.Combine(_folder, "runs.db");

    /// <summary>Tells what happens, if everything is to be told.</summary>
    public static void Tell(string what)
    {
        if (IsVerbose)
        {
            Console.WriteLine($"  {DateTime.UtcNow:HH:mm:ss} {what}");
        }
    }

    /// <summary>Makes the run.</summary>
    /// <param name="cutsCoordinator">Whether one thing is done: the coordinator's node is cut off.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<Outcome> RunAsync(bool cutsCoordinator, CancellationToken interrupt)
    {
        var clock = Stopwatch.StartNew();
        await _strikes.BeginAsync(FirstNodes);
        Place starter = _network.Add();
        _strikes.Starter = starter;
        using Process run = _launcher.Start(
            starter,
            [
                "run", _scenario, "--store", Store, "--format", "json", "--nodes", "2", "--seed-nodes",
                _strikes.Seeds, .. Launcher.AddressOf(starter, _folder),
            ]);
        Task<string> output = run.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = run.StandardError.ReadToEndAsync(CancellationToken.None);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        over.CancelAfter(Limit);
        Task look = LookAsync(run);
        try
        {
            await (cutsCoordinator ? CutCoordinatorAsync(run, over.Token) : RageAsync(run, over.Token));
            await run.WaitForExitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!interrupt.IsCancellationRequested)
        {
            _strikes.Deeds.Add("the run did not end");
        }
        finally
        {
            run.Kill();
        }

        await run.WaitForExitAsync(CancellationToken.None);
        await look;
        Outcome outcome = Judge(await output, $"{_strikes.Fault}{await error}", clock.Elapsed.TotalSeconds);
        if (Environment.GetEnvironmentVariable("CHAOS_KEEP") is { Length: > 0 } kept)
        {
            File.Copy(Store, Path.Combine(kept, Path.GetFileName(_folder) + ".db"));
        }

        return outcome;
    }

    public void Dispose()
    {
        _strikes.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Outcome Judge(string output, string error, double seconds)
    {
        _writers.Judge(_strikes.NameOf);
        (string digest, long events) = RunReport.Read(output);
        return new Outcome
        {
            Digest = digest,
            Events = events,
            Verdict = RunReport.RunId(output) is string id
                ? _launcher.Say("replay", id, "--verify", "--store", Store)
                : "it has no id",
            Writers = _writers,
            Seconds = seconds,
            Deeds = [.. _strikes.Deeds],
            Error = $"{(_cut is int cut ? _writers.FaultOfSuccession(cut) : null)}{error}",
        };
    }

    private async Task RageAsync(Process run, CancellationToken over)
    {
        while (!run.HasExited)
        {
            await Moments.EndOrAfterAsync(run, TimeSpan.FromSeconds(3 + (9 * _random.NextDouble())), over);
            if (!run.HasExited)
            {
                await _strikes.StrikeAsync(over);
            }
        }
    }

    /// <summary>Once the run goes on well, its coordinator's node is cut off until it has ended by itself.</summary>
    private async Task CutCoordinatorAsync(Process run, CancellationToken over)
    {
        int epochs = _random.Next(2, 9);
        while (!run.HasExited && _writers.Epochs() < epochs)
        {
            await Moments.EndOrAfterAsync(run, LookTime, over);
        }

        if (_writers.Current() is int coordinator)
        {
            _cut = coordinator;
            await _strikes.CutOffAsync(coordinator, over);
        }
    }

    /// <summary>Looks who owns the run, as long as it goes on.</summary>
    private async Task LookAsync(Process run)
    {
        while (!run.HasExited)
        {
            _writers.Current();
            await Moments.EndOrAfterAsync(run, LookTime, CancellationToken.None);
        }
    }
}

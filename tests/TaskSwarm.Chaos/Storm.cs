using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace TaskSwarm.Chaos;

/// <summary>
/// Runs a scenario on a cluster of node processes while they are killed (the coordinator's as likely as any), stopped
/// for a while, started and asked to leave, at random. Then the run is verified window by window.
/// </summary>
/// <param name="program">The program's assembly.</param>
/// <param name="scenario">The scenario's file.</param>
internal sealed class Storm(string program, string scenario)
{
    private const int FirstNodes = 3;
    private const int MostNodes = 5;
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Whether everything is told as it happens.</summary>
    public static readonly bool Verbose = Environment.GetEnvironmentVariable("CHAOS_VERBOSE") is not null;

    private readonly List<string> _deeds = [];
    private List<Node> _nodes = [];
    private long _harmed;

    /// <summary>The digest of the run by one plain loop.</summary>
    public string Oracle() => DigestOf(Program(
        "run", scenario, "--host", "sequential", "--store", "none", "--format", "json"));

    /// <summary>Makes one run.</summary>
    public async Task<Outcome> RunAsync(Random random)
    {
        _deeds.Clear();
        _harmed = 0;
        string folder = Directory.CreateTempSubdirectory("taskswarm-chaos-").FullName;
        string store = Path.Combine(folder, "runs.db");
        var clock = Stopwatch.StartNew();
        try
        {
            int first = FreePort();
            _nodes = [Node.Start(program, first, [])];
            await _nodes[0].Up;
            for (int i = 1; i < FirstNodes; i++)
            {
                _nodes.Add(Node.Start(program, FreePort(), [first]));
            }

            await Task.WhenAll(_nodes.Select(n => n.Up));
            using Process run = Start(
                "run", scenario, "--store", store, "--format", "json", "--nodes", "2", "--seed-nodes",
                string.Join(',', _nodes.Select(n => $"127.0.0.1:{n.Port}")));
            Task<string> output = run.StandardOutput.ReadToEndAsync();
            Task<string> error = run.StandardError.ReadToEndAsync();
            while (!run.HasExited && clock.Elapsed < Limit)
            {
                await Task.WhenAny(
                    run.WaitForExitAsync(), After(TimeSpan.FromSeconds(3 + (9 * random.NextDouble()))));
                if (!run.HasExited)
                {
                    await StrikeAsync(random);
                }
            }

            if (!run.HasExited)
            {
                _deeds.Add("the run did not end");
                run.Kill();
                await run.WaitForExitAsync();
            }

            string digest = run.ExitCode == 0 ? DigestOf(await output) : "";
            bool genuine = digest.Length > 0 && Program(
                "replay", JsonNode.Parse(await output)!["run"]!.GetValue<string>(), "--verify", "--store", store)
                .Contains("is genuine", StringComparison.Ordinal);
            return new Outcome(digest, genuine, clock.Elapsed.TotalSeconds, [.. _deeds], await error);
        }
        finally
        {
            _nodes.ForEach(static n => n.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task StrikeAsync(Random random)
    {
        List<Node> alive = [.. _nodes.Where(n => n.IsAlive)];
        Node victim = alive[random.Next(alive.Count)];
        if (Verbose)
        {
            Console.WriteLine(
                $"  {DateTime.UtcNow:HH:mm:ss} {string.Join(' ', alive.Select(n => n.Port))}: strikes {victim.Port}");
        }

        // A majority of those that the cluster knows must be left: what was struck has to be forgotten first.
        bool mayHarm = alive.Count >= 3 && Stopwatch.GetElapsedTime(_harmed) > Forgotten;
        switch (random.Next(4))
        {
            case 0 when mayHarm:
                _harmed = Stopwatch.GetTimestamp();
                _deeds.Add("kill");
                victim.Signal("KILL");
                break;
            case 1 when mayHarm:
                int seconds = random.Next(1, 21);
                _deeds.Add(string.Create(CultureInfo.InvariantCulture, $"stop {seconds} s"));
                victim.Signal("STOP");
                await After(TimeSpan.FromSeconds(seconds));
                victim.Signal("CONT");
                _harmed = Stopwatch.GetTimestamp();
                break;
            case 2 when mayHarm:
                _harmed = Stopwatch.GetTimestamp();
                _deeds.Add("leave");
                victim.Signal("TERM");
                break;
            default:
                if (alive.Count < MostNodes)
                {
                    _deeds.Add("join");
                    _nodes.Add(Node.Start(program, FreePort(), [.. alive.Select(n => n.Port)]));
                }

                break;
        }
    }

    /// <summary>Any moment is as good: nothing is waited for.</summary>
    private static async Task After(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    private string Program(params string[] args)
    {
        using Process process = Start(args);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + (process.ExitCode == 0 ? "" : error.GetAwaiter().GetResult());
    }

    private Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string DigestOf(string json) =>
        JsonNode.Parse(json)?["digest"]?.GetValue<string>() ?? "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

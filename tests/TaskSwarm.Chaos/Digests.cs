using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Chaos.Networks;

namespace TaskSwarm.Chaos;

/// <summary>Compares the digests of scenarios on clusters of several sizes with those of one process.</summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="network">Makes networks.</param>
internal sealed class Digests(Launcher launcher, Func<Random, INetwork> network)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Compares, and tells of each scenario in a line.</summary>
    /// <returns>The exit code: 0 if all are the same.</returns>
    public async Task<int> CompareAsync(
        IReadOnlyList<string> scenarios, IReadOnlyList<int> sizes, CancellationToken interrupt)
    {
        var right = new Dictionary<string, string>();
        var different = new List<string>();
        foreach (string scenario in scenarios)
        {
            string oracle = DigestOf(launcher.Say(Arguments(scenario, "--host", "sequential")));
            string single = DigestOf(launcher.Say(Arguments(scenario)));
            right[scenario] = oracle;
            if (oracle.Length == 0 || single != oracle)
            {
                different.Add($"{scenario} by one process: '{single}', by one plain loop: '{oracle}'");
            }
        }

        int same = 0;
        foreach (int size in sizes)
        {
            same += await OnNodesAsync(size, right, different, interrupt);
        }

        different.ForEach(static d => Console.WriteLine($"FAILED  {d}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{same} of {scenarios.Count * sizes.Count} runs on nodes have the digest of one process and of one loop"));
        return different.Count == 0 ? 0 : 1;
    }

    /// <summary>One cluster makes all runs, one after the other.</summary>
    private async Task<int> OnNodesAsync(
        int size, Dictionary<string, string> right, List<string> different, CancellationToken interrupt)
    {
        using INetwork between = network(new Random(size));
        using var nodes = new Strikes(launcher, between, new Random(size));
        await nodes.BeginAsync(size);
        Place starter = between.Add();
        string folder = Directory.CreateTempSubdirectory("taskswarm-digests-").FullName;
        int same = 0;
        foreach ((string scenario, string digest) in right)
        {
            var clock = Stopwatch.StartNew();
            string found = await MakeAsync(
                starter,
                [
                    .. Arguments(scenario, "--nodes", size.ToString(CultureInfo.InvariantCulture)),
                    "--seed-nodes", nodes.Seeds, .. Launcher.AddressOf(starter, folder),
                ],
                interrupt);
            bool isSame = found == digest;
            same += isSame ? 1 : 0;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(isSame ? "ok     " : "FAILED ")} {size} nodes {found} {clock.Elapsed.TotalSeconds,5:0.0} s "
                + $"{scenario}"));
            if (!isSame)
            {
                different.Add($"{scenario} on {size} nodes: '{found}', expected '{digest}'");
            }
        }

        Directory.Delete(folder, recursive: true);
        return same;
    }

    private async Task<string> MakeAsync(Place starter, IEnumerable<string> args, CancellationToken interrupt)
    {
        using Process run = launcher.Start(starter, args);
        Task<string> output = run.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = run.StandardError.ReadToEndAsync(CancellationToken.None);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        over.CancelAfter(Limit);
        try
        {
            await run.WaitForExitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!interrupt.IsCancellationRequested)
        {
            Console.WriteLine("  it did not end");
        }
        finally
        {
            run.Kill();
        }

        string digest = DigestOf(await output);
        Storm.Tell(digest.Length > 0 ? "" : await error);
        return digest;
    }

    private static string[] Arguments(string scenario, params string[] more) =>
        ["run", scenario, "--store", "none", "--format", "json", .. more];

    private static string DigestOf(string json) => RunReport.Read(json).Digest;
}

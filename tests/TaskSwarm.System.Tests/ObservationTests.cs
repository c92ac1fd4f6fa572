using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Metrics, traces and status of real processes.</summary>
public sealed partial class ObservationTests
{
    private const string Couriers = "scenarios/logistics/city-couriers.yaml";
    private const string CouriersDigest = "be69347ccc4551a84137f4e96be8440f";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void A_run_sends_its_windows_and_negotiations_and_stays_the_same_run()
    {
        using var receiver = new OtlpReceiver();

        TaskSwarmProcess.Ended traced = TaskSwarmProcess.Run(
            "run", Couriers, "--store", "none", "--format", "json", "--otlp", receiver.Url);

        traced.Code.ShouldBe(0, traced.Error);
        traced.Digest.ShouldBe(CouriersDigest);
        receiver.Types.ShouldBe(["application/x-protobuf"]);
        ShouldHold(
            receiver.Traces, "TaskSwarm", "window", "taskswarm.window.start", "negotiation",
            "taskswarm.negotiation.bids", "taskswarm.negotiation.participant", "awarded", CouriersDigest);
        ShouldHold(
            receiver.Metrics, "taskswarm.windows", "taskswarm.messages.delivered", "taskswarm.window.duration",
            "taskswarm.run.simulated_time", "taskswarm.run.tasks.done");
    }

    [Fact]
    public void Nodes_send_their_windows_as_parts_of_one_trace_and_the_run_stays_the_same()
    {
        string[] run = ["run", "scenarios/workflow/three-tasks.yaml", "--store", "none", "--format", "json"];
        TaskSwarmProcess.Ended plain = TaskSwarmProcess.Run([.. run, "--host", "sequential"]);
        using var receiver = new OtlpReceiver();

        TaskSwarmProcess.Ended traced = TaskSwarmProcess.Run([.. run, "--nodes", "2", "--otlp", receiver.Url]);

        traced.Digest.ShouldBe(plain.Digest, traced.Error);
        receiver.TraceIds.Count().ShouldBe(1);
        ShouldHold(receiver.Traces, "division", "taskswarm.window.barrier_wait", "taskswarm.division.place");
        ShouldHold(receiver.Metrics, "taskswarm.barrier.wait", "taskswarm.wire.sent", "taskswarm.members");
    }

    [Fact]
    public async Task A_cluster_at_work_gives_metrics_that_grow_and_says_how_its_nodes_stand()
    {
        (int first, int second, int health) = (Ports.Free(), Ports.Free(), Ports.Free());
        string seed = $"127.0.0.1:{first}";
        using TaskSwarmProcess one = TaskSwarmProcess.Start("node", "--port", $"{first}", "--health-port", $"{health}");
        using TaskSwarmProcess other = TaskSwarmProcess.Start("node", "--port", $"{second}", "--seed-nodes", seed);
        using TaskSwarmProcess run = TaskSwarmProcess.Start(
            "run", Couriers, "--seed-nodes", seed, "--nodes", "2", "--store", "none");
        var metrics = new Uri($"http://localhost:{health}/metrics");

        string before = await Scrape(metrics, text => Sample(text, "taskswarm_windows_total") > 0);
        TaskSwarmProcess.Ended nodes = TaskSwarmProcess.Run(
            "node", "status", "--seed-nodes", seed, "--node", $"127.0.0.1:{second}", "--format", "json");
        TaskSwarmProcess.Ended cluster = TaskSwarmProcess.Run("cluster", "status", "--seed-nodes", seed);
        string after = await Scrape(
            metrics, text => Sample(text, "taskswarm_windows_total") > Sample(before, "taskswarm_windows_total"));
        run.KillAfter(TimeSpan.Zero);
        other.KillAfter(TimeSpan.Zero);
        one.KillAfter(TimeSpan.Zero);

        ShouldBePrometheusText(after);
        Sample(after, "taskswarm_regions").ShouldBeGreaterThan(0);
        Sample(after, "taskswarm_members").ShouldBeGreaterThanOrEqualTo(3);
        Sample(after, "taskswarm_wire_sent_bytes_total").ShouldBeGreaterThan(
            Sample(before, "taskswarm_wire_sent_bytes_total"));
        Sample(after, "taskswarm_barrier_wait_seconds_count").ShouldBeGreaterThan(0);
        JsonObject node = nodes.Json["nodes"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        node["address"]!.GetValue<string>().ShouldBe($"127.0.0.1:{second}");
        node["state"]!.GetValue<string>().ShouldBe("carrying");
        node["regions"]!.AsArray().ShouldNotBeEmpty();
        node["window"]!.GetValue<long>().ShouldBeGreaterThan(0);
        node["messagesPerSecond"]!.GetValue<double>().ShouldBeGreaterThan(0);
        node["waitingShare"]!.GetValue<double>().ShouldBeInRange(0, 1.01);
        cluster.Output.ShouldContain(" windows/s");
        cluster.Output.ShouldContain($"{seed}: regions 0-");
        cluster.Output.ShouldContain("the barrier waited for it");
    }

    [Fact]
    public void What_is_no_address_of_a_collector_is_refused()
    {
        TaskSwarmProcess.Ended ended = TaskSwarmProcess.Run("run", Couriers, "--otlp", "localhost");

        ended.Code.ShouldBe(2);
        ended.Error.ShouldContain("--otlp: found \"localhost\"");
    }

    private static void ShouldHold(string text, params string[] words)
    {
        foreach (string word in words)
        {
            // Not ShouldContain: it would print the whole of a text that is no text.
            text.Contains(word, StringComparison.Ordinal).ShouldBeTrue(word);
        }
    }

    private static async Task<string> Scrape(Uri url, Func<string, bool> isEnough)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/plain");
        // Asked without a pause, .NET's listener may be met before it is whole.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            await pause.WaitForNextTickAsync();
            try
            {
                string text = await http.GetStringAsync(url);
                if (isEnough(text))
                {
                    return text;
                }
            }
            catch (HttpRequestException)
            {
                // It has not begun to listen.
            }
        }

        throw new TimeoutException($"{url} did not say what was expected within {Patience}.");
    }

    /// <summary>The value of a metric; 0 if it is not there.</summary>
    private static double Sample(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ('{' or ' '))
        .Select(line => line[Math.Max(name.Length, line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0])
        .Select(value => double.Parse(value, CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static void ShouldBePrometheusText(string text) =>
        text.Split('\n').Where(line => line.Length > 0 && !Line().IsMatch(line)).ShouldBeEmpty();

    [GeneratedRegex(
        """^(# (HELP|TYPE|UNIT) [a-zA-Z_:][\w:]* .*|# EOF|"""
        + """[a-zA-Z_:][\w:]*(\{(\w+="([^"\\]|\\.)*",?)*\})? [-+\d.eEInfNa]+( \d+)?)$""")]
    private static partial Regex Line();
}

using System.Collections.Concurrent;
using Akka.Actor;
using Shouldly;
using TaskSwarm.Cluster.Links;
using TaskSwarm.Cluster.Messages;
using Xunit;

namespace TaskSwarm.Cluster.Tests;

/// <summary>Direct connections between nodes, over loopback.</summary>
public sealed class LinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TakePart Part = new(
        77, new RunOrder(
            "r", "", "", new SortedDictionary<string, string>(), null, 0, 2, 1, 2, "", "", false),
        0, [new Share(At("akka.tcp"), [0]), new Share(At("akka.tcp"), [1])], 2, default);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public void Reports_of_any_size_arrive_as_they_were_sent_both_ways(int size)
    {
        using var nodes = new Pair();
        byte[] reports = [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];

        nodes.SendUntilTaken(0, new WindowReports(77, 0, 5, reports));
        nodes.SendUntilTaken(1, new WindowReports(77, 1, 6, reports));

        foreach ((int at, long window) in ((int, long)[])[(1, 5), (0, 6)])
        {
            WindowReports arrived = nodes.Take(at);
            (arrived.Division, arrived.From, arrived.Window).ShouldBe((77, 1 - at, window));
            arrived.Reports.Span.SequenceEqual(reports).ShouldBeTrue();
        }
    }

    [Fact]
    public void Reports_of_another_division_are_not_taken()
    {
        using var nodes = new Pair();
        nodes.SendUntilTaken(0, new WindowReports(77, 0, 1, default));

        nodes.Links[0].TrySend(1, new WindowReports(78, 0, 1, default)).ShouldBeFalse();
    }

    [Fact]
    public void Once_the_division_is_over_nothing_is_taken_any_more()
    {
        using var nodes = new Pair();
        nodes.SendUntilTaken(0, new WindowReports(77, 0, 1, default));

        nodes.Links[0].Close(77);

        nodes.Links[0].TrySend(1, new WindowReports(77, 0, 2, default)).ShouldBeFalse();
    }

    [Fact]
    public void Where_the_other_one_closed_sending_fails_soon_and_not_the_run()
    {
        using var nodes = new Pair();
        nodes.SendUntilTaken(0, new WindowReports(77, 0, 1, default));

        nodes.Links[1].Close(77);

        SpinWait.SpinUntil(() => !nodes.Links[0].TrySend(1, new WindowReports(77, 0, 2, default)), Patience)
            .ShouldBeTrue();
    }

    [Fact]
    public void With_encrypted_remoting_nothing_goes_past_it()
    {
        using var links = new ReportLinks(Address.Parse(At("akka.ssl.tcp")), static _ => { });
        var offers = new List<ClusterMessage>();

        links.Open(Part, (_, message) => offers.Add(message));

        offers.ShouldBeEmpty();
    }

    private static string At(string protocol) => protocol + "://taskswarm@127.0.0.1:1";

    /// <summary>Two nodes; what one sends by remoting comes to the other at once.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly BlockingCollection<WindowReports>[] _arrived = [[], []];

        public Pair()
        {
            Links = [.. _arrived.Select(a => new ReportLinks(Address.Parse(At("akka.tcp")), a.Add))];
            // The second one first: it must be there to connect when the first one says where.
            Links[1].Open(Part with { Me = 1 }, Remote);
            Links[0].Open(Part, Remote);
        }

        public ReportLinks[] Links { get; }

        public void SendUntilTaken(int from, WindowReports reports) =>
            SpinWait.SpinUntil(() => Links[from].TrySend(1 - from, reports), Patience).ShouldBeTrue();

        public WindowReports Take(int node)
        {
            _arrived[node].TryTake(out WindowReports? reports, Patience).ShouldBeTrue();
            return reports!;
        }

        public void Dispose()
        {
            foreach (ReportLinks links in Links)
            {
                links.Dispose();
            }
        }

        private void Remote(int to, ClusterMessage message) => Links[to].Take((LinkOffer)message);
    }
}

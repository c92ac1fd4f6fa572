using System.Collections.Immutable;
using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Sharing;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class DataSharingTests
{
    private const string Stations = "shared-data";

    // The laws need data to spread, not to be learnt from at length.
    private const string Quick = "collaboration.epochs=1";

    public static TheoryData<string, int> Troubles()
    {
        var cases = new TheoryData<string, int>();
        foreach (string graph in new[] { "ring", "star", "path" })
        {
            for (int seed = 1; seed <= 4; seed++)
            {
                cases.Add(graph, seed);
            }
        }

        return cases;
    }

    /// <summary>What Demers et al. ask of anti-entropy: whatever is lost, late or cut off, in the end all have all.
    /// </summary>
    [Theory]
    [MemberData(nameof(Troubles))]
    public void Everybody_ends_with_the_union_and_nothing_twice(string graph, int seed)
    {
        int from = 5 + (7 * seed);
        SomeFederation run = SomeFederation.RunShipped(
            Stations, Quick, $"seed={seed}", $"collaboration.graph={graph}", $"network.loss={5 * seed}%",
            "network.jitter=450ms", "collaboration.perMessage=13",
            $"faults=[{{ at: {from}s, partition: [[north, south], [south-east, north-west]], for: 10s }},"
            + $" {{ at: {from + 5}s, crash: south-west, repair: 4s }}]");

        int[] collected = [.. Enumerable.Range(0, 6).Select(origin => CollectedBy(run, origin))];
        collected.Sum().ShouldBe(1500);
        for (int member = 0; member < 6; member++)
        {
            for (int origin = 0; origin < 6; origin++)
            {
                if (member != origin)
                {
                    TakenBy(run, member, origin).Order()
                        .ShouldBe(Enumerable.Range(0, collected[origin]), $"{member} has of {origin}");
                }
            }
        }

        run.Of<RecordsCounted>().Count().ShouldBe(6);
        run.Of<RecordsCounted>().Distinct().Count().ShouldBe(1);
        AllIsWell(run);
    }

    [Fact]
    public void Members_that_share_their_data_know_more_than_alone()
    {
        SomeFederation run = SomeFederation.RunShipped(Stations);

        run.Metric("model.accuracy.mean").ShouldBeGreaterThan(run.Metric("model.accuracy.alone.best") + 0.3);
        run.Metric("failures.total").ShouldBe(1);
        run.Metric("failures.detected").ShouldBe(1);
        run.Metric("failures.recovered").ShouldBe(1);
        run.Metric("failures.false.alarms").ShouldBe(0);
        run.Metric("sharing.upgraded").ShouldBeGreaterThan(0);
        AllIsWell(run);
    }

    [Fact]
    public void An_older_reader_refuses_newer_records_once_and_a_newer_one_takes_older_ones()
    {
        SomeFederation run = SomeFederation.RunShipped(Stations, Quick, Schemas(olderMayRead: false));

        // The three stations in the south are older, and those in the north have two of them as neighbours.
        run.Of<RecordsRefused>().Count().ShouldBeLessThanOrEqualTo(9);
        run.Of<RecordsRefused>().Distinct().Count().ShouldBe(3);
        run.Of<RecordsRefused>().ShouldAllBe(r => r.Version == 2);
        int[] older = [2, 3, 4];
        run.Events.Where(e => e.Event is RecordsTaken { Version: 2 })
            .ShouldAllBe(e => !older.Contains(e.Agent.Index));
        run.Of<RecordsCounted>().Select(c => c.Records).Distinct().Count().ShouldBe(2);
        AllIsWell(run);
    }

    [Fact]
    public void Who_may_not_wait_learns_from_what_there_is()
    {
        SomeFederation run = SomeFederation.RunShipped(Stations, Quick, "collaboration.learnAt=30s");

        run.Of<RecordsCounted>().Count().ShouldBe(6);
        run.Of<RecordsCounted>().ShouldAllBe(c => c.Records < 1000);
        run.Of<ModelJudged>().Count(j => j.IsFinal).ShouldBe(6);
        AllIsWell(run);
    }

    [Fact]
    public void Records_of_one_that_is_gone_for_good_are_the_only_ones_that_are_not_there()
    {
        SomeFederation run = SomeFederation.RunShipped(
            Stations, Quick, "duration=3min", "collaboration.learnAt=2min",
            "faults=[{ at: 20s, crash: south, permanent: true }]");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<ModelJudged>().Count(j => j.IsFinal).ShouldBe(5);
        run.Metric("sharing.doubled").ShouldBe(0);
    }

    [Fact]
    public void False_labels_of_one_station_mislead_all()
    {
        SomeFederation honest = SomeFederation.RunShipped(Stations);
        SomeFederation misled = SomeFederation.RunShipped(Stations, Members("poison: { labels: 1 }"));

        misled.Metric("model.accuracy.mean").ShouldBeLessThan(honest.Metric("model.accuracy.mean") - 0.03);
        AllIsWell(misled);
    }

    /// <summary>A head of 72 for the message and 24 for each run, and for each record what its schema says.</summary>
    [Fact]
    public void A_message_takes_the_bytes_of_the_records_that_it_stands_for()
    {
        var run = new RecordRun(3, 0, 1, 785, IsLast: false, [7, 8, 9]);

        new RecordsSent(default, HasMore: false, [run]).SizeBytes.ShouldBe(72 + 24 + (3 * 785));
        new CountsTold(default, [1, 2, 3]).SizeBytes.ShouldBe(72 + 12);
    }

    private static void AllIsWell(SomeFederation run)
    {
        run.Metric("sharing.missing").ShouldBe(0);
        run.Metric("sharing.doubled").ShouldBe(0);
        run.Metric("sharing.miscounted").ShouldBe(0);
    }

    private static string Schemas(bool olderMayRead) =>
        "collaboration.schemas=[{ version: 1, fields: { image: pixels, label: byte }, members: \"south*\" },"
        + " { version: 2, fields: { image: pixels, label: byte, confidence: float32 },"
        + $" olderMayRead: {(olderMayRead ? "true" : "false")} }}]";

    private static string Members(string ofSouth) =>
        "members=[{ name: north, classes: [0, 1] }, { name: north-east, classes: [2, 3] },"
        + $" {{ name: south-east, classes: [4, 5] }}, {{ name: south, classes: [6, 7], {ofSouth} }},"
        + " { name: south-west, classes: [8, 9] }, { name: north-west, classes: [0, 9] }]";

    private static int CollectedBy(SomeFederation run, int origin) => run.Events
        .Where(e => e.Agent.Index == origin).Select(e => e.Event).OfType<RecordsCollected>().Sum(c => c.Count);

    private static ImmutableArray<int> TakenBy(SomeFederation run, int member, int origin) =>
    [
        .. run.Events.Where(e => e.Agent.Index == member).Select(e => e.Event).OfType<RecordsTaken>()
            .Where(t => t.Origin.Index == origin).SelectMany(t => Enumerable.Range(t.First, t.Count)),
    ];

    [Fact]
    public void Members_that_leave_synchronisations_out_have_everything_in_the_end()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "data-sharing", "[{ name: station, count: 5, dropOut: 50% }]", "graph: ring, perSecond: 100");

        run.Of<MemberDroppedOut>().ShouldNotBeEmpty();
        run.Metric("sharing.missing").ShouldBe(0);
        run.Metric("sharing.doubled").ShouldBe(0);
    }
}

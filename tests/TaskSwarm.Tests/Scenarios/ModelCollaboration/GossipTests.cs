using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Gossip;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class GossipTests
{
    private const string Ring = "gossip-ring";
    private const string NoFaults = "faults=[]";

    /// <summary>A float rounds by less than 6e-8 of itself, and an exchange rounds 25,000 parameters of about 0.1, in
    /// all directions: some 1e-6 in a projection. Over a thousand exchanges that is far below 1e-3, and one exchange
    /// that moved one end only would be far above.</summary>
    [Theory]
    [InlineData("network.loss=10%")]
    [InlineData("network.loss=30%")]
    [InlineData("collaboration.timeout=165ms")]
    public void The_sum_of_all_models_stays_whatever_is_lost_or_asked_twice(string troubles)
    {
        SomeFederation run = SomeFederation.RunShipped(Ring, NoFaults, troubles);

        run.Metric("gossip.abandoned").ShouldBe(0);
        run.Metric("gossip.exchanges").ShouldBeGreaterThan(300);
        double[] first = Sum(run.Events.Where(e => e.Event is ModelStands));
        double[] last = Sum(run.Events);
        for (int direction = 0; direction < first.Length; direction++)
        {
            last[direction].ShouldBe(first[direction], 1e-3);
        }

        run.Metric("gossip.drift").ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Both_ends_of_every_exchange_have_the_same_bits()
    {
        SomeFederation run = SomeFederation.RunShipped(Ring, NoFaults);

        Dictionary<(SimTime, AgentId), long> asked = [];
        foreach (EventRecord record in run.Events)
        {
            switch (record.Event)
            {
                case ModelAveraged { HasAsked: false } moved:
                    asked.Add((moved.Exchange, moved.With), moved.Fingerprint);
                    break;
                case ModelAveraged moved:
                    asked.Remove((moved.Exchange, record.Agent), out long fingerprint).ShouldBeTrue();
                    moved.Fingerprint.ShouldBe(fingerprint);
                    break;
            }
        }

        asked.ShouldBeEmpty();
    }

    /// <summary>The factor of an exchange scatters; the mean over all exchanges of a run lies within 0.01 of what E[W]
    /// lets expect of the disagreements that there were, and below the bound.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public void Mean_square_disagreement_shrinks_as_the_expected_matrix_promises(string seed)
    {
        SomeFederation run = SomeFederation.RunShipped(Ring, NoFaults, $"seed={seed}");

        run.Metric("gossip.factor.theory").ShouldBe(1 - ((2 - Math.Sqrt(3)) / 24), 1e-9);
        run.Metric("gossip.factor").ShouldBe(run.Metric("gossip.factor.expected"), 0.01);
        run.Metric("gossip.factor.expected").ShouldBeLessThanOrEqualTo(run.Metric("gossip.factor.theory"));
        run.Metric("gossip.factor").ShouldBeLessThan(run.Metric("gossip.factor.theory"));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(5, 0.75)]
    [InlineData(11, 0.9)]
    public void On_a_complete_graph_the_bound_is_one_less_one_over_the_number_of_others(int members, double factor) =>
        new GossipTheory(GraphShapes.Complete(members)).Factor.ShouldBe(factor, 1e-12);

    [Fact]
    public void What_is_to_be_expected_of_an_exchange_is_the_mean_over_all_that_may_come()
    {
        InteractionGraph star = GraphShapes.Star(4);
        double[][] models = [[1, 0], [4, 2], [-3, 1], [2, 2]];

        double before = Squared(models);
        double after = 0;
        for (int i = 0; i < 4; i++)
        {
            foreach (int j in star.Neighbours(i))
            {
                double[][] moved = [.. models];
                moved[i] = moved[j] = [(models[i][0] + models[j][0]) / 2, (models[i][1] + models[j][1]) / 2];
                after += Squared(moved) / (4 * star.Neighbours(i).Count);
            }
        }

        new GossipTheory(star).Expected(models).ShouldBe(after / before, 1e-12);
    }

    [Fact]
    public void Members_that_gossip_know_more_than_alone_although_messages_are_lost_and_one_crashes()
    {
        SomeFederation run = SomeFederation.RunShipped(Ring);

        run.Metric("model.accuracy.mean").ShouldBeGreaterThan(run.Metric("model.accuracy.alone.mean") + 0.1);
        run.Metric("failures.total").ShouldBe(1);
        run.Metric("failures.detected").ShouldBe(1);
        run.Metric("failures.recovered").ShouldBe(1);
    }

    [Theory]
    [InlineData("faults=[{ at: 20s, crash: model-05, permanent: true }]", 11)]
    [InlineData("faults=[{ at: 20s, crash: model-05, repair: 20s }]", 12)]
    [InlineData("faults=[{ mtbf: 20s, mttr: 2s, agents: model-05 }]", 12)]
    public void Nobody_waits_for_ever_for_one_that_has_crashed(string faults, int left)
    {
        SomeFederation run = SomeFederation.RunShipped(
            Ring, faults, "supervision={ state: empty }");

        run.Events.Where(e => e.Event is ModelJudged { IsFinal: true }).Select(e => e.Agent).Distinct().Count()
            .ShouldBe(left);
        run.Of<FailureDetected>().ShouldNotBeEmpty();
        run.Metric("failures.false.alarms").ShouldBe(0);
    }

    [Fact]
    public void A_run_that_is_too_short_for_all_exchanges_is_judged_as_well()
    {
        SomeFederation run = SomeFederation.RunShipped(Ring, NoFaults, "duration=30s", "collaboration.exchanges=1000");

        run.Events.Where(e => e.Event is ModelJudged { IsFinal: true }).Select(e => e.Agent).Distinct().Count()
            .ShouldBe(12);
    }

    private static double Squared(double[][] models) => Enumerable.Range(0, models[0].Length).Sum(direction =>
    {
        double mean = models.Average(m => m[direction]);
        return models.Sum(m => (m[direction] - mean) * (m[direction] - mean));
    });

    /// <summary>The sum over members of what each said last.</summary>
    private static double[] Sum(IEnumerable<EventRecord> events)
    {
        var last = new SortedDictionary<int, double[]>();
        foreach (EventRecord record in events)
        {
            switch (record.Event)
            {
                case ModelStands stands:
                    last[record.Agent.Index] = [stands.First, stands.Second, stands.Third, stands.Fourth];
                    break;
                case ModelAveraged moved:
                    last[record.Agent.Index] = [moved.First, moved.Second, moved.Third, moved.Fourth];
                    break;
            }
        }

        last.Count.ShouldBe(12);
        return [.. Enumerable.Range(0, 4).Select(direction => last.Values.Sum(at => at[direction]))];
    }

    [Fact]
    public void Members_that_sleep_on_now_and_then_agree_all_the_same()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "gossip", "[{ name: model, count: 6, dropOut: 40% }]", "graph: ring, exchanges: 40");

        run.Of<MemberDroppedOut>().Count().ShouldBeGreaterThan(40);
        run.Metric("gossip.disagreement").ShouldBeLessThan(1e-2);
        run.Metric("gossip.drift").ShouldBeLessThan(1e-3);
    }
}

using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.ModelCollaboration.Serving;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class ServingTests
{
    private const string Pair =
        "[{ name: small, hidden: [], images: 200, cases: { count: 60, rate: 5 } }, { name: large, price: 1 }]";

    [Theory]
    [InlineData("price: 0, accuracy: 100", 1)]
    [InlineData("price: 100, accuracy: 1", 0)]
    public void A_case_goes_to_whom_the_weights_prefer(string weights, double offloaded)
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "serving", Pair, $"weights: {{ latency: 0, {weights} }}, epochs: 5", split: "whole");

        run.Metric("serving.cases.decided").ShouldBe(60);
        run.Metric("serving.offloaded.ratio").ShouldBe(offloaded);
    }

    [Fact]
    public void A_busy_server_loses_cases_to_slower_ones_that_are_free()
    {
        const string servers =
            "[{ name: desk, hidden: [], speed: 0.00001, cases: { count: 60, rate: 50 } },"
            + " { name: fast, count: 1, speed: 0.0005 }, { name: slow, count: 2, speed: 0.0002 }]";

        SomeFederation run = SomeFederation.RunProtocol(
            "serving", servers, "weights: { latency: 1, accuracy: 0 }, patience: 1h, deadline: 1h", split: "whole");

        int[] winners = [.. run.Of<OpinionGiven>().GroupBy(o => o.Task).Select(g => g.Count())];
        winners.ShouldAllBe(w => w == 1);
        run.Events.Where(e => e.Event is OpinionGiven).Select(e => e.Agent.Index).Distinct().Count()
            .ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void The_team_of_the_clinic_beats_its_best_member(int seed)
    {
        SomeFederation run = SomeFederation.RunShipped("clinic", $"seed={seed}");

        run.Metric("serving.gain.points").ShouldBeGreaterThan(0);
        run.Metric("serving.cases.undecided").ShouldBe(0);
    }

    /// <summary>A case counts once: decided by exactly one decision, whatever was lost on the way.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_case_is_decided_once_although_messages_are_lost_and_members_drop_out(int seed)
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "serving",
            "[{ name: desk, count: 2, cases: { count: 40, rate: 2 } }, { name: model, count: 3, dropOut: 20% }]",
            "opinions: 3, confidence: 99%, patience: 2s, deadline: 30s",
            "network: { latency: 20ms, jitter: 20ms, loss: 10% }", "whole", seed);

        run.Of<CaseCame>().Count().ShouldBe(80);
        run.Events.Where(e => e.Event is CaseDecided)
            .Select(e => (e.Agent, ((CaseDecided)e.Event).Case)).Distinct().Count().ShouldBe(80);
        run.Of<CaseDecided>().Count().ShouldBe(80);
        run.Of<CaseDecided>().ShouldAllBe(d => d.Seconds <= 30.001 && d.Opinions <= 3);
    }

    [Fact]
    public void Work_of_a_crashed_server_is_given_to_another()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "serving",
            "[{ name: desk, hidden: [], speed: 1e-6, cases: { count: 50, rate: 20 } },"
            + " { name: model, count: 2, speed: 0.0002 }]",
            "weights: { latency: 1, accuracy: 0 }, patience: 1h, deadline: 1h, epochs: 1",
            "faults: [{ at: 35min, crash: model-1, permanent: true }]", "whole");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Metric("failures.recovered").ShouldBe(1);
        run.Metric("serving.cases.decided").ShouldBe(50);
        run.Metric("serving.cases.undecided").ShouldBe(0);
    }

    [Fact]
    public void Who_disagrees_too_often_is_no_longer_asked()
    {
        SomeFederation run = SomeFederation.RunShipped("clinic");

        MemberDistrusted distrusted = run.Of<MemberDistrusted>().First();
        distrusted.Member.Index.ShouldBe(6, "the quack");
        distrusted.Agreed.ShouldBeLessThan((int)(0.4 * distrusted.Asked) + 1);
    }

    [Fact]
    public void Opinions_are_negotiated_by_contract_net()
    {
        SomeFederation run = SomeFederation.RunShipped("edge-cloud");

        run.Of<TaskAnnounced>().Count().ShouldBe(480);
        run.Of<TaskCompleted>().Count().ShouldBe(480);
        run.Metric("serving.offloaded.ratio").ShouldBeInRange(0.05, 0.999);
    }
}

using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Drivers;
using TaskSwarm.Scenarios.Crew.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

public sealed class ConsensusMonitorTests
{
    private static readonly AgentId Dispatcher = new(0);
    private static readonly AgentId One = new(1);
    private static readonly AgentId Two = new(2);

    private readonly ConsensusMonitor _monitor = new(SomeCrews.RandomWorth("cbba", 1, 2, 3));
    private long _ordinal;

    [Fact]
    public void Two_claims_of_one_task_are_a_conflict_with_agent_and_time()
    {
        Call();
        Talk(received: At(10));
        Claim(One, 1, 0, 1);
        Claim(Two, 1, 1, 2);
        Judged().ShouldBe(["cbba: #2 at 0.05s in consensus 1: claims task 1, which #1 claims too"]);
    }

    [Fact]
    public void More_rounds_than_promised_are_caught()
    {
        Call();
        Talk(received: At(10));
        Claim(One, 3, 0);
        Claim(Two, 4, 1);
        Judged().ShouldBe(["cbba: #2 at 0.05s in consensus 1: agrees after 4 rounds, where N_min * D is 3"]);
    }

    [Fact]
    public void Nobody_is_blamed_where_a_message_was_lost_or_late_or_an_agent_crashed()
    {
        Call();
        Talk(received: null);
        Claim(One, 9, 0);
        Claim(Two, 9, 0);
        Judged().ShouldBeEmpty();

        Call(2);
        Talk(received: At(12), epoch: 2);
        Claim(One, 9, [0], 2);
        Claim(Two, 9, [0], 2);
        Judged(2).ShouldBeEmpty();

        Call(3);
        Event(At(5), One, new AgentCrashed("a test", default, At(5)));
        Claim(One, 9, [0], 3);
        Claim(Two, 9, [0], 3);
        Judged(3).ShouldBeEmpty();
    }

    [Fact]
    public void A_sound_consensus_is_clean_and_counted()
    {
        Call();
        Talk(received: At(10));
        Claim(One, 2, 0, 2);
        Claim(Two, 2, 1);
        Judged().ShouldBeEmpty();
        var metrics = new MetricSet();
        _monitor.Report(metrics);
        metrics.Find("cbba.messages").ShouldBe(1);
        metrics.Find("cbba.disturbed").ShouldBe(0);
        metrics.Find("cbba.rising.gains").ShouldBe(2);
    }

    private static SimTime At(double millis) => new((long)(millis * 1000));

    private void Call(int epoch = 1) => Message(At(0), Dispatcher, true, One, new ConsensusCall(
        epoch, At(0), At(0), new SimDuration(10_001), 1, 100, [0, 1],
        [.. Enumerable.Range(0, 3).Select(i => new OfferedItem(i, new CrewTerms(1, [], default, [], 0)))],
        new CommonScale([1, 1, 1], 0, 1, 1)));

    private void Talk(SimTime? received, int epoch = 1)
    {
        var talk = new ConsensusTalk(epoch, 1, 1, new ConsensusNews(One, [], []));
        Message(At(0), One, true, Two, talk);
        if (received is SimTime at)
        {
            Message(at, Two, false, One, talk);
        }
    }

    private void Claim(AgentId agent, int rounds, params int[] items) => Claim(agent, rounds, items, 1);

    private void Claim(AgentId agent, int rounds, int[] items, int epoch) =>
        Event(At(50), agent, new BundleClaimed(epoch, rounds, 3, 0, items));

    private IEnumerable<string> Judged(int epoch = 1)
    {
        Event(At(60), Dispatcher, new ConsensusReached(epoch, 2, 0, 3, 2, 1, 3, 0, RisingGains: 2));
        _monitor.Report(new MetricSet());
        return _monitor.Violations.Select(v => v.ToString());
    }

    private void Event(SimTime at, AgentId agent, DomainEvent what) =>
        _monitor.OnEvent(new EventRecord(at, agent, _ordinal++, what));

    private void Message(SimTime at, AgentId agent, bool isSent, AgentId peer, INegotiationMessage what) =>
        _monitor.OnMessage(new MessageRecord(at, agent, isSent, peer, what));
}

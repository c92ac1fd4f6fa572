using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>Auctions between agents, by messages.</summary>
public sealed class AuctionRunTests
{
    [Property(MaxTest = 60)]
    public Property Without_loss_awards_are_those_of_the_central_form() => Prop.ForAll(
        ConsensusRunTests.Cases(5, 14), c =>
        {
            CrewPlan plan = PlanOf(c, c.Agents);
            RunResult result = SequentialHost.Run(SomeCrews.Run(plan));
            result.Violations.ShouldBeEmpty();
            result.Metrics.Find("auction.late").ShouldBe(0);
            result.Metrics.Find("auction.rounds")!.Value.ShouldBeGreaterThan(0);
            int[] planned = ConsensusRunTests.HoldersOf(ConsensusRunTests.Central(plan));
            int[] holders = ConsensusRunTests.HoldersOf(plan, result);
            holders.Where((_, t) => planned[t] >= 0).ShouldBe(planned.Where(p => p >= 0));
            CrewTests.LawsHold(plan, SomeCrews.LogOf(result));
        });

    [Property(MaxTest = 40)]
    public Property Under_loss_jitter_and_crashes_nothing_is_lost_or_done_twice() => Prop.ForAll(
        ConsensusRunTests.Cases(5, 15), c =>
        {
            CrewPlan plan = PlanOf(c, c.Agents + 4);
            SimTime from = c.Seed % 3 == 0 ? SimTime.Zero : SomeCrews.Opening;
            RunResult result = SequentialHost.Run(SomeCrews.Run(
                plan, c.Loss, SomeCrews.FaultsOf(c.Seed, from, c.Seed % 3 == 0 ? 0.5 : 20), 30_000));
            result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
            result.Violations.ShouldBeEmpty();
            result.Ledger.Tasks.Where(t => !t.IsFinal).ShouldBeEmpty();
            CrewTests.LawsHold(plan, SomeCrews.LogOf(result));
        });

    [Theory]
    [InlineData("sequential-auction")]
    [InlineData("combinatorial-auction")]
    public void The_digest_is_the_same_on_all_hosts(string strategy)
    {
        Simulation simulation = SomeCrews.Run(
            SomeCrews.RandomGraph(strategy, 7, 5, 30), 0.02, SomeCrews.FaultsOf(7, SomeCrews.Opening, 20), 5_000);
        string digest = SequentialHost.Run(simulation).Digest;
        SequentialHost.Run(new RunCore(simulation, regions: 3)).Digest.ShouldBe(digest);
        ActorHost.Run(new RunCore(simulation, 4), new ActorHostOptions { Workers = 2 }).Digest.ShouldBe(digest);
    }

    private static CrewPlan PlanOf(ConsensusRunTests.Case c, int agents)
    {
        string strategy = c.Seed / 3 % 2 == 0 ? "sequential-auction" : "combinatorial-auction";
        return (c.Seed / 6 % 3) switch
        {
            0 => SomeCrews.RandomGraph(strategy, c.Seed, agents, c.Tasks),
            1 => SomeCrews.RandomWorth(strategy, c.Seed, agents, c.Tasks),
            _ => SomeCrews.RandomCosts(strategy, c.Seed, agents, c.Tasks),
        };
    }
}

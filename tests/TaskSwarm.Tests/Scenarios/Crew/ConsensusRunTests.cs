using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Tests.Allocation.ConsensusBundle;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>CBBA between agents, by messages.</summary>
public sealed class ConsensusRunTests
{
    [Property(MaxTest = 60)]
    public Property On_any_connected_graph_agents_agree_as_the_central_form_does() => Prop.ForAll(
        Cases(5, 8), c =>
        {
            CrewPlan plan = SomeCrews.RandomWorth("cbba", c.Seed, c.Agents, c.Tasks) with
            {
                Links = SomeCrews.RandomLinks(c.Seed, c.Agents),
            };
            RunResult result = SequentialHost.Run(SomeCrews.Run(plan));
            result.Violations.ShouldBeEmpty();
            result.Metrics.Find("cbba.disturbed").ShouldBe(0);
            result.Metrics.Find("cbba.conflicts").ShouldBe(0);
            result.Metrics.Find("cbba.rising.gains").ShouldBe(0);
            result.Metrics.Find("cbba.rounds")!.Value.ShouldBeLessThanOrEqualTo(
                result.Metrics.Find("cbba.rounds.bound")!.Value);
            IsAsPlanned(HoldersOf(plan, result), HoldersOf(Central(plan)));
        });

    [Property(MaxTest = 40)]
    public Property What_is_agreed_is_worth_at_least_half_of_the_optimum() => Prop.ForAll(
        Cases(3, 4), c =>
        {
            CrewPlan plan = SomeCrews.RandomWorth("cbba", c.Seed, c.Agents, c.Tasks);
            RunResult result = SequentialHost.Run(SomeCrews.Run(plan));
            result.Metrics.Find("crew.worth")!.Value.ShouldBeGreaterThanOrEqualTo(
                (0.5 * -ConsensusLawTests.Optimum(plan.Whole)) - 1e-6);
        });

    [Property(MaxTest = 30)]
    public Property Task_graphs_are_shared_out_as_by_the_central_form() => Prop.ForAll(
        Cases(4, 15), c =>
        {
            CrewPlan plan = SomeCrews.RandomGraph("cbba", c.Seed, c.Agents, c.Tasks);
            RunResult result = SequentialHost.Run(SomeCrews.Run(plan));
            result.Violations.ShouldBeEmpty();
            HoldersOf(plan, result).ShouldBe(HoldersOf(Central(plan)));
            CrewTests.LawsHold(plan, SomeCrews.LogOf(result));
        });

    [Property(MaxTest = 40)]
    public Property Under_loss_jitter_and_crashes_nothing_is_lost_or_done_twice() => Prop.ForAll(
        Cases(5, 15), c =>
        {
            bool isGraph = c.Seed % 2 == 0;
            CrewPlan plan = (isGraph
                ? SomeCrews.RandomGraph("cbba", c.Seed, 4 + c.Agents, c.Tasks)
                : SomeCrews.RandomWorth("cbba", c.Seed, 4 + c.Agents, c.Tasks)) with
            {
                Links = SomeCrews.RandomLinks(c.Seed, 4 + c.Agents),
            };
            SimTime from = c.Seed % 3 == 0 ? SimTime.Zero : SomeCrews.Opening;
            RunResult result = SequentialHost.Run(SomeCrews.Run(
                plan, c.Loss, SomeCrews.FaultsOf(c.Seed, from, c.Seed % 3 == 0 ? 0.5 : 20), 30_000));
            result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
            result.Violations.ShouldBeEmpty();
            result.Ledger.Tasks.Where(t => !t.IsFinal).ShouldBeEmpty();
            CrewTests.LawsHold(plan, SomeCrews.LogOf(result));
            if (isGraph)
            {
                SomeCrews.LogOf(result).Done.Count.ShouldBe(plan.Whole.Tasks.Count);
            }
        });

    [Fact]
    public void The_digest_is_the_same_on_all_hosts()
    {
        CrewPlan plan = SomeCrews.RandomGraph("cbba", 7, 5, 30) with { Links = SomeCrews.RandomLinks(7, 5) };
        Simulation simulation = SomeCrews.Run(plan, 0.02, SomeCrews.FaultsOf(7, SomeCrews.Opening, 20), 5_000);
        string digest = SequentialHost.Run(simulation).Digest;
        SequentialHost.Run(new RunCore(simulation, regions: 3)).Digest.ShouldBe(digest);
        ActorHost.Run(new RunCore(simulation, 4), new ActorHostOptions { Workers = 2 }).Digest.ShouldBe(digest);
    }

    /// <summary>What no bundle has room for is done later, when bundles are empty again.</summary>
    private static void IsAsPlanned(int[] holders, int[] planned) =>
        holders.Where((_, t) => planned[t] >= 0).ShouldBe(planned.Where(p => p >= 0));

    internal static int[] HoldersOf(CrewPlan plan, RunResult result)
    {
        int[] holders = new int[plan.Whole.Tasks.Count];
        Array.Fill(holders, -1);
        foreach (CrewExecution done in SomeCrews.LogOf(result).Done)
        {
            holders[done.Task] = done.Agents[0];
        }

        return holders;
    }

    internal static int[] HoldersOf(Assignment answer) =>
        [.. answer.Placements.Select(p => p.IsPlaced ? p.Agents[0] : -1)];

    internal static Assignment Central(CrewPlan plan) =>
        AllocatorCatalog.Instance.CreateAllocator(plan.Strategy.Name, plan.Options)
            .Allocate(plan.Whole, new RandomStream(1, "test", "central"));

    internal static Arbitrary<Case> Cases(int agents, int tasks) => (
        from seed in Gen.Choose(0, int.MaxValue)
        from some in Gen.Choose(1, agents)
        from works in Gen.Choose(1, tasks)
        from loss in Gen.Choose(0, 15)
        select new Case((ulong)seed, some, works, loss / 100.0)).ToArbitrary();

    internal sealed record Case(ulong Seed, int Agents, int Tasks, double Loss);
}

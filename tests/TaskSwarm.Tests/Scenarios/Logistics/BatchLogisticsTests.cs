using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

/// <summary>Requests that a strategy gives out in batches, over the bids of all calls at once.</summary>
public sealed class BatchLogisticsTests
{
    /// <summary>Every strategy that the kind offers and that decides over bids.</summary>
    public static TheoryData<string> Offered =>
        [.. AllocatorCatalog.Instance.All.Where(s => BatchStrategies.Objection(s) is null).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Offered))]
    public void No_load_is_lost_or_doubled_under_random_faults(string strategy)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            FaultyTown.AssertNothingIsLostOrDoubled(FaultyTown.Of(seed, strategy));
        }
    }

    [Theory]
    [InlineData("priority", 1)]
    [InlineData("mip", 2)]
    [InlineData("cbba", 2)]
    [InlineData("lp", 4)]
    [InlineData("adaptive", 3)]
    public void The_run_is_the_same_on_any_number_of_workers(string strategy, int workers)
    {
        var town = FaultyTown.Of(5, strategy);
        var digest = SequentialHost.Run(SomeTown.Load(town)).Digest;

        ActorHost.Run(new RunCore(SomeTown.Load(town), workers + 1), new ActorHostOptions { Workers = workers })
            .Digest.ShouldBe(digest);
    }

    [Fact]
    public void What_a_dispatcher_learns_is_its_own_and_survives_it()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var simulation = SomeTown.Load(FaultyTown.Of(seed, "adaptive"));
            var digest = SequentialHost.Run(simulation).Digest;

            SequentialHost.Run(simulation).Digest.ShouldBe(digest, "learnt nothing from the run before");
            SequentialHost.Run(Forgetful.Of(simulation)).Digest.ShouldBe(digest, "captured whole");
        }
    }

    [Theory]
    [InlineData("logistics")]
    [InlineData("formation-flight")]
    public void The_usual_arms_can_decide_over_bids(string kind) => BatchStrategies.Arms.ShouldBeSubsetOf(
        ScenarioCatalog.Kinds.Single(k => k.Name == kind).ArmsFrom(AllocatorCatalog.Instance).Select(s => s.Name));

    [Fact]
    public void What_cannot_decide_over_bids_is_refused_with_the_reason()
    {
        var problem = SomeTown.ProblemsOf(FaultyTown.Of(1, "heft")).ShouldHaveSingleItem();

        problem.ShouldContain("heft orders the tasks of a graph");
    }
}

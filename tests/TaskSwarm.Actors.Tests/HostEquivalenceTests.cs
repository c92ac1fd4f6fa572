using FsCheck;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using Xunit;

namespace TaskSwarm.Actors.Tests;

public sealed class HostEquivalenceTests
{
    public static TheoryData<int, int> Layouts()
    {
        var layouts = new TheoryData<int, int>();
        foreach (int workers in new[] { 1, 2, 4 })
        {
            foreach (int regions in new[] { 1, 3, 8 })
            {
                layouts.Add(workers, regions);
            }
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Actors_make_the_run_of_the_sequential_host_in_every_layout(int workers, int regions)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            ShouldBeEqual(SomeSwarm.Of(seed), workers, regions);
        }
    }

    [Theory]
    [InlineData(ErrorPolicy.Escalate)]
    [InlineData(ErrorPolicy.Restart)]
    [InlineData(ErrorPolicy.Stop)]
    public void A_bug_does_the_same_to_the_run_in_every_host(ErrorPolicy policy)
    {
        for (ulong seed = 10; seed < 14; seed++)
        {
            RunResult result = ShouldBeEqual(SomeSwarm.Of(seed, onError: policy), workers: 2, regions: 5);
            result.Outcome.ShouldBe(policy == ErrorPolicy.Escalate ? RunOutcome.Failed : result.Outcome);
        }
    }

    [Fact]
    public void Another_seed_makes_another_run() =>
        Run(SomeSwarm.Of(1), 2, 3).Digest.ShouldNotBe(Run(SomeSwarm.Of(2), 2, 3).Digest);

    [Property(MaxTest = 60)]
    public void Random_swarms_run_alike_in_random_layouts(
        uint seed, byte workers, byte regions, byte agents, bool faults, ErrorPolicy policy) => ShouldBeEqual(
            SomeSwarm.Of(seed, 1 + (agents % 40), policy, faults), 1 + (workers % 4), 1 + (regions % 9));

    private static RunResult ShouldBeEqual(Simulation simulation, int workers, int regions)
    {
        RunResult oracle = SequentialHost.Run(simulation);
        RunResult actors = Run(simulation, workers, regions);
        string layout = $"seed [{simulation.Seed}], [{workers}] workers, [{regions}] regions";
        actors.Reader<Journal>()!.Lines.ShouldBe(oracle.Reader<Journal>()!.Lines, layout);
        actors.Digest.ShouldBe(oracle.Digest, layout);
        actors.Outcome.ShouldBe(oracle.Outcome, layout);
        actors.EndReason.ShouldBe(oracle.EndReason, layout);
        (actors.Failure is null).ShouldBe(oracle.Failure is null, layout);
        actors.Failure?.Message.ShouldBe(oracle.Failure?.Message, layout);
        (actors.Events, actors.Messages, actors.Windows, actors.Agents, actors.SimulatedTime).ShouldBe(
            (oracle.Events, oracle.Messages, oracle.Windows, oracle.Agents, oracle.SimulatedTime), layout);
        return actors;
    }

    private static RunResult Run(Simulation simulation, int workers, int regions) =>
        ActorHost.Run(new RunCore(simulation, regions), new ActorHostOptions { Workers = workers });
}

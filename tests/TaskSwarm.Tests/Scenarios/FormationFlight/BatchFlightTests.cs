using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

/// <summary>Slots that a strategy gives out in batches, over the bids of all calls at once.</summary>
public sealed class BatchFlightTests
{
    private const string Crash = "faults=[{ at: 12s, crash: drone-03, permanent: true }, "
        + "{ at: 15s, crash: ground, repair: 3s }, { at: 25s, crash: drone-05, repair: 6s }]";

    [Theory]
    [InlineData("static")]
    [InlineData("priority")]
    [InlineData("load-balancing")]
    [InlineData("sequential-auction")]
    [InlineData("combinatorial-auction")]
    [InlineData("cbba")]
    [InlineData("lp")]
    [InlineData("mip")]
    [InlineData("edd")]
    [InlineData("adaptive")]
    public void Every_slot_is_taken_once_although_drones_and_station_fail(string strategy)
    {
        var result = SequentialHost.Run(
            SomeFlight.Of(SomeFlight.Small, "allocation.strategy=" + strategy, Crash));

        SomeFlight.AssertLedgerIsSound(result);
    }

    [Theory]
    [InlineData("sequential-auction", 1)]
    [InlineData("sequential-auction", 4)]
    [InlineData("mip", 2)]
    [InlineData("cbba", 2)]
    [InlineData("adaptive", 3)]
    public void The_run_is_the_same_on_any_number_of_workers(string strategy, int workers)
    {
        string[] set = ["allocation.strategy=" + strategy, Crash];
        var digest = SequentialHost.Run(SomeFlight.Of(SomeFlight.Small, set)).Digest;

        ActorHost.Run(
            new RunCore(SomeFlight.Of(SomeFlight.Small, set), workers + 1), new ActorHostOptions { Workers = workers })
            .Digest.ShouldBe(digest);
    }

    [Theory]
    [InlineData("sequential-auction")]
    [InlineData("mip")]
    public void The_state_of_a_batch_is_captured_whole(string strategy)
    {
        var flight = SomeFlight.Of(SomeFlight.Small, "allocation.strategy=" + strategy, Crash);

        SequentialHost.Run(Forgetful.Of(flight)).Digest.ShouldBe(SequentialHost.Run(flight).Digest);
    }

    [Fact]
    public void What_the_station_learns_is_its_own_and_survives_it()
    {
        var flight = SomeFlight.Of(
            SomeFlight.Small, "allocation.strategy=adaptive", "allocation.arms=[static, edd, lp]", Crash);
        var digest = SequentialHost.Run(flight).Digest;

        SequentialHost.Run(flight).Digest.ShouldBe(digest, "learnt nothing from the run before");
        SequentialHost.Run(Forgetful.Of(flight)).Digest.ShouldBe(digest, "captured whole");
    }
}

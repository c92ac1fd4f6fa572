using FsCheck;
using FsCheck.Xunit;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.FormationFlight;
using TaskSwarm.Scenarios.FormationFlight.Readers;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class FlightScenarioTests
{
    [Theory]
    [InlineData(42)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void V_formation_closes_both_gaps_without_a_collision(int seed)
    {
        var run = SequentialHost.Run(SomeFlight.Shipped("v-formation", $"seed={seed}"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.Equal("the mission is flown", run.EndReason);
        Assert.Equal(0, run.Metric("collisions"));
        Assert.True(run.Metric("separation.smallest.m") > 2, $"{run.Metric("separation.smallest.m")} m");
        Assert.Equal(1, run.Metric("tasks.success.rate"));
        Assert.Equal(2, run.Metric("failures.detected"));
        Assert.Equal(2, run.Metric("failures.recovered"));
        Assert.Equal(2, run.Metric("formation.leaders"));
        Assert.Equal(2, run.Metric("formation.losses.recovered"));
        Assert.True(run.Metric("formation.time.to.reform.seconds.max") < 20);
        Assert.True(run.Metric("formation.rmse.m.p50") < 1);
        Assert.Equal(1, run.Metric("order.union.final"));
        Assert.True(run.Metric("order.connectivity.final") > 0);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Reshape_and_survey_passes_gate_and_tower(int seed)
    {
        var run = SequentialHost.Run(SomeFlight.Shipped("reshape-and-survey", $"seed={seed}"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.Equal("the mission is flown", run.EndReason);
        Assert.Equal(0, run.Metric("collisions"));
        Assert.Equal(0, run.Metric("collisions.obstacles"));
        Assert.Equal(1, run.Metric("tasks.success.rate"));
        Assert.Equal(2, run.Metric("failures.detected"));
        Assert.Equal(2, run.Metric("failures.recovered"));
    }

    [Theory]
    [InlineData("ring")]
    [InlineData("path")]
    [InlineData("star")]
    [InlineData("complete")]
    public void Consensus_decays_at_the_second_eigenvalue(string graph)
    {
        // The complete graph is fast: a smaller gain leaves enough samples to fit.
        var gain = graph == "complete" ? "control.gain=0.05" : "control.gain=1";
        var run = SequentialHost.Run(
            SomeFlight.Shipped("consensus-ring", $"control.graph={graph}", gain, "duration=400s",
                "mission.legs[0].hold=300s"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.True(
            Math.Abs(run.Metric("consensus.rate.difference")) < 0.02,
            $"measured {run.Metric("consensus.rate.measured.per.second")}, "
            + $"theory {run.Metric("consensus.rate.theory.per.second")}");
        Assert.Equal(
            run.Metric("consensus.rate.discrete.per.second"), run.Metric("consensus.rate.measured.per.second"),
            0.01 * run.Metric("consensus.rate.discrete.per.second"));
        Assert.True(run.Metric("formation.rmse.final.m") < 25, "the circle may be elsewhere, but not far");
    }

    [Fact]
    public void The_shipped_consensus_ring_meets_theory_within_two_percent()
    {
        var run = SequentialHost.Run(SomeFlight.Shipped("consensus-ring"));

        Assert.Equal(2 - (2 * Math.Cos(Math.PI / 6)), run.Metric("consensus.lambda2"), 1e-9);
        Assert.True(Math.Abs(run.Metric("consensus.rate.difference")) < 0.02);
        Assert.Equal(1, run.Metric("tasks.success.rate"));
    }

    [Fact]
    public void Three_hundred_drones_flock_in_order_and_stay_inside()
    {
        var run = SequentialHost.Run(SomeFlight.Shipped("flock-300"));

        Assert.Equal(RunOutcome.Completed, run.Outcome);
        Assert.True(run.Metric("order.phi.corr") > 0.75, $"{run.Metric("order.phi.corr")}");
        Assert.True(run.Metric("order.phi.vel") > 0.8, $"{run.Metric("order.phi.vel")}");
        Assert.Equal(0, run.Metric("order.phi.coll"));
        Assert.Equal(0, run.Metric("order.phi.wall.m"));
    }

    [Theory]
    [InlineData("law: virtual-structure")]
    [InlineData("law: leader-follower")]
    [InlineData("law: consensus, graph: complete, gain: 0.15, pin: 0.6")]
    public void Every_law_flies_the_mission_and_forms_each_leg(string control)
    {
        var run = SequentialHost.Run(SomeFlight.Of(SomeFlight.Small, $"control={{{control}}}"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.Equal("the mission is flown", run.EndReason);
        Assert.Equal(0, run.Metric("collisions"));
        Assert.Equal(1, run.Metric("tasks.success.rate"));
        Assert.Equal(2, run.Reader<FlightReader>()!.TimesToForm().Count());
    }

    [Theory]
    [InlineData("v-formation", "seed=43")]
    [InlineData("reshape-and-survey", "seed=8")]
    [InlineData("consensus-ring", "seed=13")]
    public void A_run_repeats_exactly_and_another_seed_makes_another_run(string name, string otherSeed)
    {
        var one = SequentialHost.Run(SomeFlight.Shipped(name));
        var two = SequentialHost.Run(SomeFlight.Shipped(name));
        var other = SequentialHost.Run(SomeFlight.Shipped(name, otherSeed));

        Assert.Equal(one.Digest, two.Digest);
        Assert.Equal(one.Metrics.Values, two.Metrics.Values);
        Assert.NotEqual(one.Digest, other.Digest);
    }

    [Theory]
    [InlineData("v-formation", "duration=80s")]
    [InlineData("reshape-and-survey", "duration=60s")]
    [InlineData("consensus-ring", "duration=10s")]
    [InlineData("flock-300", "duration=5s")]
    public void Agents_rebuilt_from_their_captured_state_make_the_same_run(string name, string duration)
    {
        var simulation = SomeFlight.Shipped(name, duration, "faults=[]");

        Assert.Equal(
            SequentialHost.Run(simulation).Digest, SequentialHost.Run(Forgetful.Of(simulation)).Digest);
    }

    [Property(MaxTest = 15)]
    public bool No_task_is_lost_or_done_twice_whatever_fails(PositiveInt seed, PositiveInt mtbf)
    {
        var faults = $"faults=[{{mtbf: {20 + (mtbf.Get % 100)}s, mttr: 4s, agents: 'drone-*'}}, "
            + $"{{at: {5 + (seed.Get % 40)}s, crash: ground}}, {{at: {10 + (seed.Get % 30)}s, "
            + "partition: [[drone-01, drone-02, drone-03], [drone-06, ground]], for: 6s}]";
        var simulation = SomeFlight.Of(
            SomeFlight.Small, $"seed={seed.Get}", "duration=600s", "supervision={maxRestarts: 1000}", faults);
        var run = SequentialHost.Run(simulation);
        var ledger = run.Reader<TaskLedger>()!;
        return run.Outcome == RunOutcome.Completed
            && run.EndReason == "the mission is flown"
            && ledger.Violations.Count == 0
            && ledger.Tasks.All(t => t.IsFinal);
    }

    [Fact]
    public void A_partition_of_the_swarm_ends_with_one_leader_and_all_slots_flown()
    {
        var run = SequentialHost.Run(SomeFlight.Of(
            SomeFlight.Small,
            "faults=[{at: 10s, partition: [[drone-01, drone-02, drone-03], [drone-04, drone-05, drone-06, drone-07]], "
            + "for: 5s}]"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.Equal("the mission is flown", run.EndReason);
        Assert.Equal(1, run.Metric("tasks.success.rate"));
        Assert.Equal(0, run.Metric("collisions"));
        Assert.True(run.Metric("formation.leaders") >= 2);
    }

    [Fact]
    public void A_drone_with_a_low_battery_hands_its_slot_to_the_spare_and_lands()
    {
        var run = SequentialHost.Run(SomeFlight.Of(SomeFlight.Small, "drones.battery=1.6Wh", "duration=120s"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.True(run.Metric("drones.retired") >= 1);
        Assert.True(run.Metric("tasks.reannouncements") >= 1);
        Assert.Equal(0, run.Metric("collisions"));
    }

    [Fact]
    public void A_restarted_drone_takes_part_again()
    {
        var run = SequentialHost.Run(SomeFlight.Of(
            SomeFlight.Small, "faults=[{at: 9s, crash: 'drone-0*', repair: 6s}]", "duration=300s"));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.Equal("the mission is flown", run.EndReason);
        Assert.Equal(0, run.Metric("collisions"));
    }

    [Fact]
    public void The_picture_shows_tracks_slots_and_errors_over_time()
    {
        var run = SequentialHost.Run(SomeFlight.Shipped("v-formation"));
        var picture = run.Reader<FlightReader>()!.Picture(run.AgentNames);

        var map = Assert.IsType<MapPanel>(picture.Panels[0]);
        Assert.Equal(12, map.Tracks.Count);
        Assert.Equal("drone-01", map.Tracks[0].Name);
        Assert.Equal(2, map.Marks.Count(m => m.Kind == MarkKind.Failure));
        Assert.Equal(10, map.Marks.Count(m => m.Kind == MarkKind.Slot));
        var error = Assert.IsType<SeriesPanel>(picture.Panels[1]);
        Assert.Equal("Formation error", error.Title);
        Assert.Equal(2, error.Moments.Count(m => m.Label == "crash"));
        Assert.Equal(error.Series[0].Seconds.Count, error.Series[0].Values.Count);
    }

    [Fact]
    public void The_template_is_a_scenario_that_runs()
    {
        var run = SequentialHost.Run(SomeFlight.Of(new FormationFlightKind().Template));

        SomeFlight.AssertLedgerIsSound(run);
        Assert.Equal("the mission is flown", run.EndReason);
        Assert.Equal(0, run.Metric("collisions"));
    }
}

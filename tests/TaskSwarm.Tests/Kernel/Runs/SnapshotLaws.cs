using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Runs;

public sealed class SnapshotLaws
{
    public static TheoryData<string> Shipped() =>
    [
        .. WorkingCopy.Scenarios.Select(path => Path.GetRelativePath(WorkingCopy.Root, path)),
    ];

    [Property]
    public Property A_run_goes_on_from_a_snapshot_of_any_window_as_if_nothing_had_been() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Choose(1, 80).ToArbitrary(),
        Gen.Choose(1, 5).ToArbitrary(),
        (shop, every, regions) =>
        {
            Simulation simulation = shop.Build();
            ShouldBeSame(Snapshots.Run(simulation, every, 1, regions), SequentialHost.Run(simulation));
        });

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_scenario_goes_on_from_its_snapshots_as_if_nothing_had_been(string scenario)
    {
        Simulation simulation = Load(scenario);
        RunResult whole = SequentialHost.Run(simulation);
        int every = (int)Math.Max(1, whole.Windows / 7);
        ShouldBeSame(Snapshots.Run(simulation, every, 1, 3), whole);
    }

    internal static Simulation Load(string scenario) => ScenarioLoading.Loader()
        .LoadFile(WorkingCopy.PathOf(scenario), ScenarioOverrides.None).Simulation.ShouldNotBeNull();

    internal static void ShouldBeSame(RunResult result, RunResult whole)
    {
        result.Digest.ShouldBe(whole.Digest);
        result.Outcome.ShouldBe(whole.Outcome);
        result.EndReason.ShouldBe(whole.EndReason);
        result.SimulatedTime.ShouldBe(whole.SimulatedTime);
        result.Events.ShouldBe(whole.Events);
        result.Messages.ShouldBe(whole.Messages);
        result.Windows.ShouldBe(whole.Windows);
        result.Metrics.Values.ShouldBe(whole.Metrics.Values);
        result.Violations.ShouldBe(whole.Violations);
    }
}

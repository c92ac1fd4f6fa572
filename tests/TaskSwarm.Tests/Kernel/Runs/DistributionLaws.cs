using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TaskSwarm.Kernel.Runs;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Runs;

public sealed class DistributionLaws
{
    public static TheoryData<string> Shipped() => SnapshotLaws.Shipped();

    [Property]
    public Property A_run_divided_among_processes_is_the_run_of_one() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Choose(1, 5).ToArbitrary(),
        Gen.Choose(0, 60).ToArbitrary(),
        (shop, processes, every) =>
        {
            Simulation simulation = shop.Build();
            SnapshotLaws.ShouldBeSame(
                Distributed.Run(simulation, processes, 7, every), SequentialHost.Run(simulation));
        });

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_scenario_divided_among_processes_that_come_and_go_is_the_run_of_one(string scenario)
    {
        Simulation simulation = SnapshotLaws.Load(scenario);
        RunResult whole = SequentialHost.Run(simulation);
        int every = (int)Math.Max(1, whole.Windows / 7);
        SnapshotLaws.ShouldBeSame(Distributed.Run(simulation, 3, 6, every), whole);
    }
}

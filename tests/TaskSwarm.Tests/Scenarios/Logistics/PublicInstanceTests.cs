using System.Globalization;
using Shouldly;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Import;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class PublicInstanceTests
{
    [SkippableTheory]
    [InlineData("lr104")]
    [InlineData("lrc202")]
    [InlineData("lc1_2_4")]
    public void A_public_instance_is_served_whole_and_within_ten_percent_of_the_best_known(string name)
    {
        var folder = Path.Combine(WorkingCopy.Root, "..", "shared", "benchmarks", "pdptw-lilim");
        Skip.IfNot(Directory.Exists(folder), "The public benchmark instances do not lie beside the repository.");
        var path = Path.Combine(folder, "instances", name + ".txt");
        var best = File.ReadLines(Path.Combine(folder, "best_known.csv"))
            .Select(line => line.Split(',')).First(row => row[0] == name);
        var instance = InstanceReader.ReadFile(path).Instance.ShouldNotBeNull();

        var scenario = ScenarioImporters.ImportFile(ScenarioImporters.Find("li-lim")!, path).Scenario!;
        var result = SequentialHost.Run(SomeTown.Load(scenario));

        result.Ledger.Done.ShouldBe(instance.Requests);
        result.Metrics.Find("stops.late").ShouldBe(0);
        var distance = result.Metrics.Find("distance.km")!.Value;
        (distance / double.Parse(best[7], CultureInfo.InvariantCulture)).ShouldBeLessThanOrEqualTo(1.10);
        result.Metrics.Find("vehicles.used")!.Value.ShouldBeLessThanOrEqualTo(instance.Vehicles);
    }
}

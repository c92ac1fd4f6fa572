using System.Reflection;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios;

/// <summary>
/// Every agent of every shipped scenario, captured in the middle of runs and restored into a new instance, must be
/// equal to the original in every field: a field that Capture or Restore forgets is found here.
/// </summary>
public sealed class CaptureTests
{
    /// <summary>Fields that hold nothing a later reaction reads.</summary>
    private static readonly HashSet<string> Scratch =
    [
        // A formation made from the plan and kept to save making it again.
        "DronePilot._formation", "DronePilot._formationOf",

        // Lists that are cleared before each use.
        "DronePilot._agreement", "DroneBody._sensed", "DroneBody._others",

        // What a route computes from its stops, in arrays that are longer than the route.
        "Route.toPickup", "Route.toDelivery", "Route.leg", "Route.begin", "Route.latest", "Route.load",

        // The dispatcher's stream, given anew with every call; a list cleared before use; an index made again when
        // null.
        "Reauctioneer.random", "Reauctioneer.bidders", "Reauctioneer.relatedness",

        // What the last answer took, for tests and benchmarks that look at it at once.
        "ConsensusBundleAllocator.<Rounds>k__BackingField", "ConsensusBundleAllocator.<RoundsBound>k__BackingField",
        "ConsensusBundleAllocator.<RisingGains>k__BackingField",

        // The stamps of the news that are being heard.
        "BundleConsensus._theirs",
    ];

    public static TheoryData<string> Kinds => [.. ScenarioCatalog.Kinds.Select(k => k.Name)];

    [Theory]
    [InlineData(7)]
    [InlineData(211)]
    public void Every_agent_is_restored_whole(int everyWindow)
    {
        var seen = new HashSet<Type>();
        foreach (string file in WorkingCopy.Scenarios)
        {
            Simulation? simulation = ScenarioLoading.Loader().LoadFile(file, ScenarioOverrides.None).Simulation;
            CaptureCheck.Run(simulation.ShouldNotBeNull(), everyWindow, IsScratch, seen)
                .Take(20).ShouldBeEmpty(Path.GetFileName(file));
        }

        seen.ShouldBe(
            typeof(ScenarioCatalog).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(Agent).IsAssignableFrom(t)),
            ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_agent_is_restored_whole_under_every_strategy(string kind)
    {
        foreach (string strategy in ScenarioLoading.StrategiesOf(ScenarioCatalog.Kinds.Single(k => k.Name == kind)))
        {
            Simulation? simulation = ScenarioLoading.Loader().LoadText(
                $"{kind}.yaml", ScenarioCatalog.Kinds.Single(k => k.Name == kind).Template,
                ScenarioOverrides.None with { Strategy = strategy }).Simulation;
            if (simulation is not null)
            {
                CaptureCheck.Run(simulation, 11, IsScratch, new HashSet<Type>()).Take(20).ShouldBeEmpty(strategy);
            }
        }
    }

    private static bool IsScratch(FieldInfo field) => Scratch.Contains($"{field.DeclaringType!.Name}.{field.Name}");
}

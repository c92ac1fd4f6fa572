using Serilog.Core;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Hosting;

/// <summary>
/// Every strategy of every kind makes one run, whatever carries it: the kind's template stands for its scenarios, so
/// that a kind or strategy that is added is held to the promise from its first day.
/// </summary>
public sealed class StrategyDigestTests
{
    private static readonly HostSettings Oracle = new(HostKind.Sequential, 1, 1);

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (IScenarioKind kind in ScenarioCatalog.Kinds)
        {
            foreach (string strategy in ScenarioLoading.StrategiesOf(kind))
            {
                pairs.Add(kind.Name, strategy);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_strategy_makes_one_run_on_every_host_and_in_every_layout(string kind, string strategy)
    {
        Simulation? simulation = Template(kind, strategy);
        if (simulation is null)
        {
            return;
        }

        RunResult oracle = Run(simulation, Oracle);
        oracle.Failure.ShouldBeNull();
        oracle.Violations.ShouldBeEmpty();
        Run(simulation, Oracle).Digest.ShouldBe(oracle.Digest, "repeated");
        foreach ((int workers, int regions) in new[] { (1, 1), (2, 3), (4, 8) })
        {
            RunResult actors = Run(simulation, new HostSettings(HostKind.Actors, workers, regions));
            actors.Digest.ShouldBe(oracle.Digest, $"{workers} workers, {regions} regions");
            actors.Metrics.Values.ShouldBe(oracle.Metrics.Values, $"{workers} workers, {regions} regions");
        }
    }

    /// <summary>The kind's template under a strategy; null if the strategy refuses it, which must be said.</summary>
    private static Simulation? Template(string kind, string strategy)
    {
        string text = ScenarioCatalog.Kinds.Single(k => k.Name == kind).Template;
        ScenarioResult loaded = ScenarioLoading.Loader().LoadText(
            $"{kind}.yaml", text, ScenarioOverrides.None with { Strategy = strategy });
        if (loaded.Simulation is null)
        {
            loaded.Problems.ShouldHaveSingleItem().ToString().ShouldContain(strategy);
        }

        return loaded.Simulation;
    }

    private static RunResult Run(Simulation simulation, HostSettings settings) =>
        new RunService(Logger.None).Run(simulation, settings, _ => { }, CancellationToken.None);
}

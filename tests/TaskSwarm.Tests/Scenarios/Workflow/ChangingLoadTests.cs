using System.Globalization;
using Serilog.Core;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Workflow;

/// <summary>Whether learning during a run pays, on the shipped scenario whose load changes.</summary>
public sealed class ChangingLoadTests
{
    private const int Seeds = 3;
    private const string Response = "jobs.response.seconds.mean";

    private static readonly string[] Arms = ["static", "load-balancing", "longest-path", "heft"];

    [Fact]
    public void On_a_changing_load_adaptive_answers_sooner_than_every_strategy_that_it_may_choose()
    {
        double adaptive = Mean("adaptive");
        foreach (string arm in Arms)
        {
            adaptive.ShouldBeLessThan(Mean(arm), arm);
        }
    }

    private static double Mean(string strategy) => Enumerable.Range(1, Seeds).Average(seed =>
    {
        Simulation? simulation = ScenarioLoading.Loader().LoadFile(
            WorkingCopy.PathOf("scenarios", "workflow", "changing-load.yaml"), ScenarioOverrides.None with
            {
                Strategy = strategy,
                Seed = seed.ToString(CultureInfo.InvariantCulture),
            }).Simulation;
        RunResult result = new RunService(Logger.None).Run(
            simulation.ShouldNotBeNull(), new HostSettings(HostKind.Sequential, 1, 1), _ => { },
            CancellationToken.None);
        result.Failure.ShouldBeNull();
        result.Violations.ShouldBeEmpty();
        return result.Metrics.Find(Response).ShouldNotBeNull();
    });
}

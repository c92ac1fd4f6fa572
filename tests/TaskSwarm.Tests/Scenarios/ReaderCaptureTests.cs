using Shouldly;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests.Kernel.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios;

/// <summary>
/// Every reader of runs, captured in the middle and restored into a new one, must go on as if nothing had been: a field
/// that Capture or Restore forgets is found here.
/// </summary>
public sealed class ReaderCaptureTests
{
    private const int MostWindows = 20_000;

    /// <summary>Readers that gather nothing before the end.</summary>
    private static readonly Type[] GatherNothing = [typeof(CrewMonitor)];

    /// <summary>Readers that others pass their events to; they are compared as fields of those.</summary>
    private static readonly Type[] Parts = [typeof(CrewLog)];

    public static TheoryData<string> Kinds => [.. ScenarioCatalog.Kinds.Select(k => k.Name)];

    [Fact]
    public void Every_reader_goes_on_from_what_it_captured()
    {
        var bytes = new Dictionary<Type, int>();
        foreach (string file in WorkingCopy.Scenarios)
        {
            Check(Path.GetFileName(file), ScenarioLoading.Loader().LoadFile(file, ScenarioOverrides.None), bytes);
        }

        Check("auction", Template("workflow", "sequential-auction"), bytes);

        bytes.Keys.ShouldBe(
            Readers().Except(Parts), ignoreOrder: true, "each reader needs a scenario here in which it reads");
        bytes.Where(b => b.Value == 0).Select(b => b.Key).ShouldBe(
            GatherNothing, ignoreOrder: true, "all others need a scenario here in which they have gathered something");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_reader_goes_on_from_what_it_captured_under_every_strategy(string kind)
    {
        foreach (string strategy in ScenarioLoading.StrategiesOf(ScenarioCatalog.Kinds.Single(k => k.Name == kind)))
        {
            ScenarioResult loaded = Template(kind, strategy);
            if (loaded.Simulation is not null)
            {
                Check(strategy, loaded, []);
            }
        }
    }

    private static void Check(string name, ScenarioResult loaded, Dictionary<Type, int> bytes)
    {
        var check = ReaderCheck.Run(
            loaded.Simulation.ShouldNotBeNull(string.Join("; ", loaded.Problems)), long.IsPow2, MostWindows,
            static () => [new AwardLog()]);
        check.Differences.Take(20).ShouldBeEmpty(name);
        foreach ((Type type, int more) in check.Bytes)
        {
            bytes[type] = Math.Max(bytes.GetValueOrDefault(type), more);
        }
    }

    private static ScenarioResult Template(string kind, string strategy) => ScenarioLoading.Loader().LoadText(
        $"{kind}.yaml", ScenarioCatalog.Kinds.Single(k => k.Name == kind).Template,
        ScenarioOverrides.None with { Strategy = strategy });

    private static IEnumerable<Type> Readers() =>
        new[] { typeof(IRunReader).Assembly, typeof(AwardLog).Assembly, typeof(ScenarioCatalog).Assembly }
            .SelectMany(static a => a.GetTypes())
            .Where(static t => !t.IsAbstract && typeof(IRunReader).IsAssignableFrom(t));
}

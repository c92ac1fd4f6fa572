using FsCheck;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using TaskSwarm.Tests.Scenarios.Format;

namespace TaskSwarm.Tests.BadInput;

/// <summary>Whatever is thrown at the readers comes back as problems or as a scenario, never as an exception. That
/// reading ends in good time is held by the limits, and by these tests coming to an end.</summary>
public class FuzzTests
{
    private const string Patrol = """
        taskswarm: 1
        kind: patrol
        name: by-night
        description: "guards: on their way"
        seed: 42
        duration: 60s
        onError: escalate
        x-crash: &crash
          at: 10s
          crash: guard-1
        network:
          latency: 20ms
          jitter: 5ms
          loss: 0.5%
          links:
            - {from: guard-1, to: [guard-2, "guard-?"], latency: 50ms, oneWay: true}
        squads:
          - name: alpha
            agents: "guard-*"
            supervision: &careful {policy: restart, backoff: 1s, maxRestarts: 3}
          - name: beta
            parent: alpha
            supervision:
              <<: *careful
              policy: stop
        faults:
          - *crash
          - {at: 20s, partition: [[guard-1], [guard-2, guard-3]], for: 5s}
          - at: 30s
            slow: guard-2
            factor: 0.5
          - {mtbf: 2h, mttr: 5m, agents: "guard-*"}
        allocation: {strategy: iterated-contract-net, replyWithin: 500ms}
        guards:
          count: 4
          mass: 1.5kg
        route: {type: circle, radius: 5m}
        points:
          - [0, 0, 10]
          - [5m, 1km, 250mm]
        odds: {dogs: 40%, cats: 0.1}
        """;

    private const string LiLim = """
        2 10 1
        0 50 50 0 0 240 0 0 0
        1 40 60 4 0 200 10 0 2
        2 30 50 -4 0 220 10 1 0
        3 60 40 6 10 180 10 0 4
        4 70 50 -6 10 200 10 3 0
        """;

    private const string Solomon = """
        R1

        VEHICLE
        NUMBER     CAPACITY
          2         20

        CUSTOMER
        CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

            0      35         35          0          0       230          0
            1      41         49         10        161       171         10
            2      35         17          7         50        60         10
        """;

    private static readonly ScenarioLoader Loader =
        ScenarioLoading.Loader([new PatrolKind(), .. ScenarioCatalog.Kinds]);

    private static readonly string[] Scenarios = [Patrol, .. ScenarioCatalog.Kinds.Select(kind => kind.Template)];

    [Property(MaxTest = 4000)]
    public void Changed_scenarios_are_read_or_refused(DoNotSize<int> seed)
    {
        foreach (var scenario in Scenarios)
        {
            ShouldBeReadOrRefused(Mutation.Of(scenario, seed.Item));
        }
    }

    [Property(MaxTest = 2000)]
    public void Random_bytes_are_read_or_refused(byte[] bytes)
    {
        var problems = new Problems();

        if (ScenarioFile.Decode("f", bytes, problems) is { } text)
        {
            ShouldBeReadOrRefused(text);
        }
        else
        {
            problems.Count.ShouldBe(1);
        }
    }

    [Property(MaxTest = 2000)]
    public void Random_texts_are_read_or_refused(string? text) => ShouldBeReadOrRefused(text ?? "");

    [Property(MaxTest = 2000)]
    public void Random_overrides_are_applied_or_refused(string? path, DoNotSize<int> seed)
    {
        var set = new[] { path ?? "", "a=" + path, Mutation.Of("faults[1].partition[0]=[guard-1]", seed.Item) };

        var result = Loader.LoadText("f", Patrol, new ScenarioOverrides { Set = set, Duration = path, Seed = path });

        (result.Simulation is null).ShouldBe(result.ProblemCount > 0);
    }

    [Property(MaxTest = 3000)]
    public void Changed_instances_are_read_or_refused(DoNotSize<int> seed)
    {
        ShouldBeInstanceOrRefused(Mutation.Of(LiLim, seed.Item));
        ShouldBeInstanceOrRefused(Mutation.Of(Solomon, seed.Item));
    }

    [Property(MaxTest = 1000)]
    public void Random_texts_are_instances_or_refused(string? text) => ShouldBeInstanceOrRefused(text ?? "");

    private static void ShouldBeInstanceOrRefused(string text)
    {
        var result = InstanceReader.Read(text, "f");

        (result.Instance is null).ShouldBe(result.Errors.Count > 0);
        foreach (var error in result.Errors)
        {
            error.ToString().ShouldStartWith("f:");
            error.ToString().ShouldNotContain("\n");
            error.ToString().ShouldNotContain("Exception");
        }
    }

    private static void ShouldBeReadOrRefused(string text)
    {
        var result = Loader.LoadText("f", text, ScenarioOverrides.None);

        (result.Simulation is null).ShouldBe(result.ProblemCount > 0);
        foreach (var problem in result.Problems)
        {
            problem.Place.Line.ShouldBeGreaterThan(0);
            problem.Place.Column.ShouldBeGreaterThan(0);
            problem.ToString().ShouldNotContain("\n");
            problem.ToString().ShouldNotContain("Exception");
        }
    }
}

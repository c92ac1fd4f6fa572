using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Format.Common;
using TaskSwarm.Tests.Cli;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

public class ScenarioLoaderTests
{
    private const string Head = """
        taskswarm: 1
        kind: patrol
        name: by-night
        duration: 60s
        guards: {count: 4}

        """;

    private static readonly ScenarioLoader Loader = ScenarioLoading.Loader([new PatrolKind()]);

    [Fact]
    public void A_strategy_that_the_kind_cannot_use_is_refused_with_the_reason() =>
        ScenarioLoading.Loader([new DrillKind()])
            .LoadText("f", DrillKind.Scenario, new ScenarioOverrides { Strategy = "iterated-contract-net" })
            .Problems.Select(p => p.ToString()).ShouldBe(
            [
                "--strategy iterated-contract-net: allocation.strategy: found \"iterated-contract-net\"; "
                    + "expected contract-net; a recruit does as it is told",
            ]);

    [Fact]
    public void What_a_strategy_is_told_is_read()
    {
        const string text = """
            { strategy: contract-net, rule: plain, table: { t1: a, t2: b }, effort: 2.5, population: 40,
              generations: 9, arms: [contract-net], window: 12, thinking: 3us, maxRounds: 4,
              objective: { makespan: 1, tardiness: 0.5 } }
            """;
        var problems = new Problems();

        AllocationSection.ShapedFor(new DrillKind(), AllocatorCatalog.Instance)
            .TryParse("f", text, problems, out var read).ShouldBeTrue();

        var (settings, options) = (read.Settings, read.Settings.Options);
        (options.Rule, options.Effort, options.Population).ShouldBe(("plain", 2.5, 40));
        (options.Generations, options.Window, options.MaxRounds).ShouldBe((9, 12, 4));
        options.Arms.ShouldBe(["contract-net"]);
        options.Table["t2"].ShouldBe("b");
        settings.Thinking.ShouldBe(new SimDuration(3));
        settings.Objective.ShouldBe(new AllocationObjective { Makespan = 1, Tardiness = 0.5 });
    }

    [Fact]
    public void A_small_scenario_has_the_documented_defaults()
    {
        var simulation = Load(Head);

        simulation.Name.ShouldBe("by-night");
        simulation.Kind.ShouldBe("patrol");
        simulation.Strategy.ShouldBe("contract-net");
        simulation.Seed.ShouldBe(1ul);
        simulation.End.ShouldBe(SimTime.FromSeconds(60));
        simulation.Agents.Select(agent => agent.Name).ShouldBe(["guard-1", "guard-2", "guard-3", "guard-4"]);
        simulation.Squads.ShouldBe([new SquadSpec("swarm", SupervisionPolicy.Default)]);
        simulation.Network.Lookahead.ShouldBe(SimDuration.FromMillis(10));
        simulation.OnError.ShouldBe(ErrorPolicy.Escalate);
    }

    [Fact]
    public void Supervision_is_read_and_given_to_every_squad_without_its_own()
    {
        var simulation = Load(Head + """
            supervision: {policy: stop, state: empty, backoff: 2s, backoffFactor: 3, maxBackoff: 1m, maxRestarts: 7,
              within: 2m, checkpointEvery: 10s}
            squads:
              - {name: alpha, agents: "guard-?"}
              - {name: beta, parent: alpha, supervision: {policy: escalate}, onEscalation: {policy: stop}}
            """);

        var policy = simulation.Squads[0].Policy;
        policy.ShouldBe(new SupervisionPolicy
        {
            Directive = SupervisionDirective.Stop,
            FromCheckpoint = false,
            Backoff = SimDuration.FromMillis(2000),
            BackoffFactor = 3,
            MaxBackoff = SimDuration.FromMillis(60_000),
            MaxRestarts = 7,
            Within = SimDuration.FromMillis(120_000),
            CheckpointEvery = SimDuration.FromMillis(10_000),
        });
        simulation.Squads.Select(squad => squad.Name).ShouldBe(["swarm", "alpha", "beta"]);
        simulation.Squads[1].Policy.ShouldBe(policy);
        simulation.Squads[2].Parent.ShouldBe("alpha");
        simulation.Squads[2].Policy.Directive.ShouldBe(SupervisionDirective.Escalate);
        simulation.Squads[2].OnEscalation.Directive.ShouldBe(SupervisionDirective.Stop);
        simulation.Agents.ShouldAllBe(agent => agent.Squad == "alpha");
    }

    [Fact]
    public void Links_split_the_agents_into_groups_and_the_last_one_wins()
    {
        var simulation = Load(Head + """
            network:
              latency: 20ms
              loss: 1%
              links:
                - {from: "guard-*", to: guard-1, jitter: 3ms, oneWay: true}
                - {from: guard-1, to: [guard-2], latency: 5ms, loss: 50%}
            """);

        var network = simulation.Network;
        int Group(int agent) => simulation.Agents[agent].NetworkGroup;
        network.Lookahead.ShouldBe(SimDuration.FromMillis(5));
        Group(2).ShouldBe(Group(3));
        network.Link(Group(2), Group(3)).Latency.ShouldBe(SimDuration.FromMillis(20));
        network.Link(Group(2), Group(0)).Jitter.ShouldBe(SimDuration.FromMillis(3));
        network.Link(Group(0), Group(2)).Jitter.ShouldBe(SimDuration.Zero);
        network.Link(Group(0), Group(1)).Loss.ShouldBe(0.5);
        network.Link(Group(1), Group(0)).Latency.ShouldBe(SimDuration.FromMillis(5));
        network.Link(Group(1), Group(0)).Jitter.ShouldBe(SimDuration.FromMillis(3));
    }

    [Fact]
    public void Faults_become_the_kernels()
    {
        var simulation = Load(Head + """
            faults:
              - {at: 10s, crash: [guard-1, "guard-?"], repair: 5s}
              - {at: 11s, crash: guard-2, permanent: true}
              - {at: 12s, slow: guard-3, factor: 0.5, for: 10s}
              - {at: 13s, silence: guard-3}
              - {at: 14s, lie: guard-4, factor: 2}
              - {mtbf: 2h, mttr: 5m, agents: "*-1"}
              - {at: 15s, cut: {between: guard-1}, for: 1s}
              - {at: 16s, partition: [[guard-1], [guard-2], ["guard-3", guard-4]], for: 1s}
            """);

        simulation.Faults.OfType<Fault.Crash>().Count().ShouldBe(5);
        simulation.Faults.OfType<Fault.Crash>().First().RepairAfter.ShouldBe(SimDuration.FromMillis(5000));
        simulation.Faults.OfType<Fault.Crash>().Last().Permanent.ShouldBeTrue();
        simulation.Faults.OfType<Fault.SlowDown>().Single().ShouldBe(
            new Fault.SlowDown(new AgentId(2), SimTime.FromSeconds(12), SimTime.FromSeconds(22), 0.5));
        simulation.Faults.OfType<Fault.Silence>().Single().Until.ShouldBe(SimTime.Never);
        simulation.Faults.OfType<Fault.Lie>().Single().Factor.ShouldBe(2);
        simulation.Faults.OfType<Fault.RandomCrashes>().Single().Agent.ShouldBe(new AgentId(0));
    }

    [Fact]
    public void Overrides_change_values_and_add_missing_ones()
    {
        var overrides = new ScenarioOverrides
        {
            Set = ["guards.count=2", "network.latency=7ms", "faults=[{at: 1s, crash: guard-1}]", "faults[0].at=2s"],
            Seed = "9",
            Duration = "2m",
            Strategy = "iterated-contract-net",
        };

        var simulation = Load(Head, overrides);

        simulation.Agents.Count.ShouldBe(2);
        simulation.Network.Lookahead.ShouldBe(SimDuration.FromMillis(7));
        simulation.Faults.OfType<Fault.Crash>().Single().At.ShouldBe(SimTime.FromSeconds(2));
        simulation.Seed.ShouldBe(9ul);
        simulation.End.ShouldBe(SimTime.FromSeconds(120));
        simulation.Strategy.ShouldBe("iterated-contract-net");
    }

    [Theory]
    [InlineData("guards.count=twelve",
        "--set guards.count=twelve: guards.count: found \"twelve\"; expected a whole number from 1 to 1000")]
    [InlineData("guards.cuont=3", "--set guards.cuont=3: guards.cuont: found the unknown field \"cuont\"; expected "
        + "only count, mass, speed, battery, squad; did you mean \"count\"?")]
    [InlineData("guards", "--set guards: found \"guards\"; expected path=value, such as network.loss=1% or "
        + "faults[0].at=20s")]
    [InlineData("faults[0].at=2s", "--set faults[0].at=2s: faults: found nothing; "
        + "expected a list with an item [0]; the first is [0]")]
    [InlineData("name.first=x",
        "--set name.first=x: name: found \"by-night\" at s.yaml:3:7; expected a map with first")]
    [InlineData("guards.count=", "--set guards.count=: guards.count: found nothing; expected a whole number from 1 to "
        + "1000")]
    [InlineData("name=[a", "--set name=[a: found text that is not YAML (while parsing a flow sequence, did not find "
        + "expected ',' or ']'); expected valid YAML")]
    [InlineData("points=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "--set points=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]...: points: found lists or maps nested "
        + "deeper than the limit; expected at most 32 levels")]
    [InlineData("a..b=1", "--set a..b=1: found \"a..b=1\"; expected path=value, such as network.loss=1% or "
        + "faults[0].at=20s")]
    public void Overrides_that_do_not_fit_are_refused(string set, string message) =>
        Loader.LoadText("s.yaml", Head, new ScenarioOverrides { Set = [set] }).Problems
            .ShouldHaveSingleItem().ToString().ShouldBe(message);

    [Fact]
    public void An_override_does_not_reach_other_uses_of_an_anchor()
    {
        var result = Loader.LoadText("s.yaml", Head + """
            x-crash: &c {at: 1s, crash: guard-1}
            faults: [*c, *c]
            """, new ScenarioOverrides { Set = ["faults[1].at=2s"] });

        result.Simulation.ShouldNotBeNull().Faults.OfType<Fault.Crash>().Select(crash => crash.At)
            .ShouldBe([SimTime.FromSeconds(1), SimTime.FromSeconds(2)]);
    }

    [Fact]
    public void The_hash_sees_content_and_not_layout()
    {
        string Hash(string text) => Loader.LoadText("s.yaml", text, ScenarioOverrides.None).Hash;

        var hash = Hash(Head);

        hash.Length.ShouldBe(64);
        Hash("""
            # The same in another order and with an anchor.
            x-many: &many 4
            guards:
              count: *many
            duration: 60s
            name: "by-night"
            kind: patrol
            taskswarm: 1
            """).ShouldBe(hash);
        Hash(Head + "seed: 2").ShouldNotBe(hash);
    }

    [Fact]
    public void The_hash_is_pinned_because_stored_runs_name_it() =>
        Loader.LoadText("s.yaml", Head, ScenarioOverrides.None).Hash
            .ShouldBe("de74dc7b892e2fa912a1e8817a54e7840d38cb9e67eaca7dc3a3e9b83490a52a");

    [Fact]
    public void Line_breaks_of_Windows_change_nothing()
    {
        var unix = Loader.LoadText("s.yaml", Head, ScenarioOverrides.None);
        var windows = Loader.LoadText("s.yaml", Head.ReplaceLineEndings("\r\n"), ScenarioOverrides.None);

        windows.Hash.ShouldBe(unix.Hash);
        Loader.LoadText("s.yaml", (Head + "seed: x").ReplaceLineEndings("\r\n"), ScenarioOverrides.None).Problems
            .ShouldHaveSingleItem().Place.ShouldBe(new SourcePlace("s.yaml", 6, 7));
    }

    [Fact]
    public void Short_options_are_checked_like_the_file()
    {
        var overrides = new ScenarioOverrides { Seed = "x", Duration = "60", Strategy = "luck" };

        Loader.LoadText("s.yaml", Head, overrides).Problems.Select(problem => problem.ToString()).ShouldBe([
            "--seed x: seed: found \"x\"; expected a whole number from 0 to 9007199254740991",
            "--duration 60: duration: found 60; expected a time above 0s, up to 3650d, such as 20ms, 1.5s or 2h; write "
                + "the unit",
            "--strategy luck: allocation.strategy: found \"luck\"; expected one of contract-net, iterated-contract-net",
        ]);
    }

    [Fact]
    public void Files_are_found_beside_the_scenario()
    {
        var missing = Loader.LoadFile(Path.Combine("no", "such.yaml"), ScenarioOverrides.None);

        missing.Problems.ShouldHaveSingleItem().Found.ShouldBe("no such file");
    }

    [Fact]
    public void Bytes_that_are_not_text_are_named_with_their_place()
    {
        var problems = new Problems();

        ScenarioFile.Decode("f", [(byte)'a', (byte)'\n', (byte)'b', 0xFF], problems).ShouldBeNull();

        problems.InOrder()[0].ToString().ShouldBe(
            "f:2:2: found bytes that are not UTF-8; expected a text file in UTF-8");
    }

    [Fact]
    public void A_kinds_template_is_a_good_scenario() => Load(new PatrolKind().Template).Agents.Count.ShouldBe(3);

    private static Simulation Load(string text, ScenarioOverrides? overrides = null)
    {
        var result = Loader.LoadText("s.yaml", text, overrides ?? ScenarioOverrides.None);
        result.Problems.ShouldBeEmpty();
        return result.Simulation.ShouldNotBeNull();
    }
}

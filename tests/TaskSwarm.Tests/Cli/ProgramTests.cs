using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using TaskSwarm.Cli;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Scenarios;
using Xunit;

namespace TaskSwarm.Tests.Cli;

/// <summary>The program from its command line to its exit code, in this process.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_that_goes_well_ends_with_0_and_a_summary()
    {
        Run("run", Scenario(), "--host", "sequential").ShouldBe(ExitCode.Done);

        _out.ToString().ShouldContain("monday completed: end of the simulated time");
        _out.ToString().ShouldContain("tasks     1 of 1 done");
        _error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sequential", "1")]
    [InlineData("actors", "1")]
    [InlineData("actors", "3")]
    public void Json_is_one_object_with_all_fields(string host, string regions)
    {
        Run("run", Scenario(), "--format", "json", "--host", host, "--regions", regions).ShouldBe(ExitCode.Done);

        JsonNode json = JsonNode.Parse(_out.ToString())!;
        json["scenario"]!.GetValue<string>().ShouldBe("monday");
        json["kind"]!.GetValue<string>().ShouldBe("drill");
        json["strategy"]!.GetValue<string>().ShouldBe("contract-net");
        json["seed"]!.GetValue<long>().ShouldBe(7);
        json["host"]!.GetValue<string>().ShouldBe(host);
        json["outcome"]!.GetValue<string>().ShouldBe("completed");
        json["digest"]!.GetValue<string>().Length.ShouldBe(32);
        json["simulatedSeconds"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(3);
        json["wallSeconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
        json["agents"]!.GetValue<int>().ShouldBe(1);
        json["events"]!.GetValue<long>().ShouldBe(2);
        json["messages"]!.GetValue<long>().ShouldBe(0);
        json["windows"]!.GetValue<long>().ShouldBe(2);
        json["tasks"]!.ToJsonString().ShouldBe(
            """{"total":1,"done":1,"failed":0,"expired":0,"cancelled":0,"open":0}""");
        json["metrics"]!["tasks.success.rate"]!.GetValue<double>().ShouldBe(1);
        json["run"]!.GetValue<string>().ShouldMatch("^[a-z0-9]{6}$");
        json["version"]!.GetValue<string>().ShouldStartWith("0.1.0");
        json["error"].ShouldBeNull();
    }

    [Fact]
    public void Overrides_reach_the_scenario()
    {
        Run("run", Scenario(), "--format", "json", "--seed", "9", "--set", "name=tuesday", "--duration", "2s");

        JsonNode json = JsonNode.Parse(_out.ToString())!;
        json["seed"]!.GetValue<long>().ShouldBe(9);
        json["scenario"]!.GetValue<string>().ShouldBe("tuesday");
        json["tasks"]!["open"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void A_bug_in_an_agent_ends_with_1_and_says_how_to_see_it_again()
    {
        string log = Path.Combine(_folder, "log.json");
        string file = Scenario("does: throw");

        Run("run", file, "--set", "description=a b", "--log-file", log).ShouldBe(ExitCode.Failed);

        string said = _error.ToString();
        said.ShouldContain("agent    recruit");
        said.ShouldContain("at       3s of simulated time");
        said.ShouldContain("Whistle");
        said.ShouldContain("the recruit [1] fell over");
        said.ShouldContain("seed     7");
        said.ShouldContain($"  taskswarm run {file} --set 'description=a b' --seed 7 --host sequential");
        said.ShouldNotContain("   at TaskSwarm");
        File.ReadAllText(log).ShouldContain("   at TaskSwarm");
    }

    [Fact]
    public void A_bug_in_an_agent_is_in_the_json_object()
    {
        Run("run", Scenario("does: throw"), "--format", "json").ShouldBe(ExitCode.Failed);

        JsonNode json = JsonNode.Parse(_out.ToString())!;
        json["outcome"]!.GetValue<string>().ShouldBe("failed");
        json["error"]!["agent"]!.GetValue<string>().ShouldBe("recruit");
        json["error"]!["simulatedSeconds"]!.GetValue<double>().ShouldBe(3);
        json["error"]!["reproduce"]!.GetValue<string>().ShouldEndWith("--seed 7 --host sequential");
    }

    [Fact]
    public void A_task_done_twice_ends_with_1_and_is_told()
    {
        Run("run", Scenario("does: repeat")).ShouldBe(ExitCode.Failed);

        _out.ToString().ShouldContain("monday failed");
        _out.ToString().ShouldContain("Laws were broken");
        _out.ToString().ShouldContain("task ledger: recruit at 3s in push-ups: TaskCompleted");
    }

    [Fact]
    public void A_task_that_failed_is_told_with_its_reason()
    {
        Run("run", Scenario("does: fail")).ShouldBe(ExitCode.Done);

        _out.ToString().ShouldContain("0 of 1 done, 1 failed");
        _out.ToString().ShouldContain("push-ups: failed, no strength left");
    }

    [Fact]
    public void Invalid_scenarios_end_with_2_and_every_error()
    {
        string file = Scenario("duration: ten", "drills: x");

        Run("run", file, "--format", "json").ShouldBe(ExitCode.Usage);

        string[] lines = _error.ToString().TrimEnd().Split(Environment.NewLine);
        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(l => l.StartsWith(file + ":", StringComparison.Ordinal));
        JsonNode json = JsonNode.Parse(_out.ToString())!;
        json["outcome"]!.GetValue<string>().ShouldBe("refused");
        json["errors"]!.AsArray().Select(e => e!.GetValue<string>()).ShouldBe(lines);
    }

    [Theory]
    [InlineData("unknown command \"rnu\"; did you mean \"run\"?", "rnu", "x.yaml")]
    [InlineData("unknown option \"--sed\"; did you mean \"--seed\"?", "run", "x.yaml", "--sed", "3")]
    [InlineData("unexpected \"y.yaml\"", "run", "x.yaml", "y.yaml")]
    [InlineData("Required argument 'FILE' missing for command: 'run'", "run")]
    [InlineData("--workers: found \"0\"; expected a whole number from 1 to 1024", "run", "x.yaml", "--workers", "0")]
    [InlineData("--regions: found \"-1\"; expected a whole number from 1 to 4096", "run", "x.yaml", "--regions", "-1")]
    [InlineData("--host: found \"actor\"; expected actors or sequential; did you mean \"actors\"?",
        "run", "x.yaml", "--host", "actor")]
    [InlineData("--format: found \"xml\"; expected text or json", "run", "x.yaml", "--format", "xml")]
    [InlineData("--plot a.jpg: expected a file that ends in .png, .svg or .csv", "run", "x.yaml", "--plot", "a.jpg")]
    [InlineData("--set \"x\"", "run", "SCENARIO", "--set", "x")]
    [InlineData("x.yaml: found no such file; expected the path of a scenario file", "run", "x.yaml")]
    [InlineData("--plan: scenarios of kind drill have no plan that a checker reads",
        "run", "SCENARIO", "--plan", "p.json")]
    [InlineData("--plot: scenarios of kind drill draw no picture", "run", "SCENARIO", "--plot", "p.png")]
    [InlineData("KIND: found \"dril\"; expected drill; did you mean \"drill\"?", "new", "dril", "x.yaml")]
    public void Bad_command_lines_end_with_2_and_say_what_would_be_right(string message, params string[] args)
    {
        Run([.. args.Select(a => a == "SCENARIO" ? Scenario() : a)]).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain(message.Replace("--set \"x\"", "--set x", StringComparison.Ordinal));
        _error.ToString().ShouldNotContain("   at ");
        _out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData("new")]
    [InlineData("kinds")]
    [InlineData("schema")]
    [InlineData("compare")]
    [InlineData("sweep")]
    [InlineData("import")]
    [InlineData("model")]
    public void Every_command_has_help_with_examples(string command)
    {
        Run(command, "--help").ShouldBe(ExitCode.Done);

        _out.ToString().ShouldContain("Examples:");
        _out.ToString().ShouldContain("  taskswarm " + command);
        _out.ToString().Split('\n').Where(l => !l.StartsWith("  taskswarm", StringComparison.Ordinal))
            .ShouldAllBe(l => l.TrimEnd().Length <= 80);
    }

    [Fact]
    public void Without_a_command_help_is_shown_and_the_code_is_2()
    {
        Run().ShouldBe(ExitCode.Usage);

        _out.ToString().ShouldContain("taskswarm run scenarios/formation-flight/v-formation.yaml");
    }

    [Fact]
    public void Validate_tells_good_from_bad_and_starts_nothing()
    {
        string good = Scenario();
        string bad = Path.Combine(_folder, "bad.yaml");
        File.WriteAllText(bad, DrillKind.Scenario.Replace("kind: drill", "kind: dril", StringComparison.Ordinal));

        Run("validate", good, bad).ShouldBe(ExitCode.Usage);

        _out.ToString().ShouldBe($"{good}: good (drill, 1 agent, 10 s){Environment.NewLine}");
        _error.ToString().ShouldStartWith($"{bad}:2:7: kind: ");
    }

    [Fact]
    public void New_writes_a_scenario_that_is_good_and_never_replaces_one_unasked()
    {
        string file = Path.Combine(_folder, "new.yaml");

        Run("new", "drill", file).ShouldBe(ExitCode.Done);
        File.ReadAllText(file).ShouldBe(DrillKind.Scenario);
        File.WriteAllText(file, "mine");
        Run("new", "drill", file).ShouldBe(ExitCode.Usage);
        File.ReadAllText(file).ShouldBe("mine");
        Run("new", "drill", file, "--force").ShouldBe(ExitCode.Done);
        Run("validate", file).ShouldBe(ExitCode.Done);
        Directory.GetFiles(_folder).ShouldBe([file]);
    }

    [Fact]
    public void The_template_of_every_kind_is_a_good_scenario()
    {
        foreach (IScenarioKind kind in ScenarioCatalog.Kinds)
        {
            string file = Path.Combine(_folder, kind.Name + ".yaml");
            Program(ScenarioCatalog.Kinds, "new", kind.Name, file).ShouldBe(ExitCode.Done);
            Program(ScenarioCatalog.Kinds, "validate", file).ShouldBe(ExitCode.Done, _error.ToString());
        }
    }

    [Fact]
    public void Import_makes_a_scenario_that_is_good_of_an_instance_in_another_folder()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "it's here"));
        string instance = Path.Combine(_folder, "it's here", "tiny one.txt");
        string scenario = Path.Combine(_folder, "tiny.yaml");
        File.WriteAllText(instance, "1 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 90 1 0 2\n2 6 8 -5 0 90 1 1 0\n");

        Program(ScenarioCatalog.Kinds, "import", "li-lim", instance, "--out", scenario).ShouldBe(
            ExitCode.Done, _error.ToString());
        Program(ScenarioCatalog.Kinds, "validate", scenario).ShouldBe(ExitCode.Done, _error.ToString());
        Program(ScenarioCatalog.Kinds, "import", "li-lim", instance, "--out", scenario).ShouldBe(ExitCode.Usage);

        File.ReadAllText(scenario).ShouldContain("name: tiny-one");
        _error.ToString().ShouldContain("exists already; use --force to replace it");
    }

    [Fact]
    public void Import_names_what_is_wrong_with_an_instance()
    {
        string instance = Path.Combine(_folder, "broken.txt");
        File.WriteAllText(instance, "1 10 1\n0 0 zero 0 0 100 0 0 0\n");

        Program(ScenarioCatalog.Kinds, "import", "li-lim", instance, "--out", Path.Combine(_folder, "x.yaml"))
            .ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain($"{instance}:2:5: y: found 'zero'; expected a number");
        Directory.GetFiles(_folder).ShouldBe([instance]);
    }

    [Fact]
    public void Schema_goes_to_the_screen_or_into_a_file()
    {
        string file = Path.Combine(_folder, "schema.json");

        Run("schema").ShouldBe(ExitCode.Done);
        Run("schema", "--out", file).ShouldBe(ExitCode.Done);

        File.ReadAllText(file).ReplaceLineEndings().ShouldBe(_out.ToString());
        JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("title").GetString()
            .ShouldBe("TaskSwarm scenario");
    }

    [Fact]
    public void Kinds_lists_kinds_and_strategies()
    {
        Run("kinds").ShouldBe(ExitCode.Done);

        _out.ToString().ShouldContain("drill: an agent that does as it is told");
        _out.ToString().ShouldContain("strategies: contract-net");
    }

    [Fact]
    public void Plot_and_plan_are_written()
    {
        string plot = Path.Combine(_folder, "yard.png");
        string plan = Path.Combine(_folder, "plan.json");

        Run("run", Scenario("does: draw"), "--plot", plot, "--plan", plan).ShouldBe(ExitCode.Done);

        File.ReadAllBytes(plot).Take(4).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        File.ReadAllText(plan).ShouldBe("""{"routes": [[1]]}""");
    }

    [Fact]
    public void A_plot_that_cannot_be_written_is_refused_before_the_run()
    {
        string plot = Path.Combine(_folder, "nowhere", "yard.png");

        Run("run", Scenario("does: draw"), "--plot", plot).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldStartWith($"--plot {plot}: cannot be written: there is no folder");
        _out.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_refused_before_the_run()
    {
        Run("run", Scenario(), "--log-file", _folder).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldStartWith($"{_folder}: cannot write the log");
    }

    [Theory]
    [InlineData(false, "", false, false)]
    [InlineData(true, "-v", true, false)]
    [InlineData(true, "-vv", true, true)]
    public void Verbosity_decides_what_people_are_told(bool said, string option, bool failure, bool stack)
    {
        Run([.. (string[])["run", Scenario("does: throw"), option], .. (string[])[]]);

        string text = _error.ToString();
        text.Contains("info: Running monday (drill)", StringComparison.Ordinal).ShouldBe(said);
        text.Contains("info: Failed: recruit at 3s", StringComparison.Ordinal).ShouldBe(failure);
        text.Contains("   at TaskSwarm", StringComparison.Ordinal).ShouldBe(stack);
    }

    private string Scenario(params string[] lines)
    {
        string[] keys = [.. lines.Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)])];
        IEnumerable<string> kept = DrillKind.Scenario.Split('\n').Where(l => !keys.Any(
            k => l.StartsWith(k + ":", StringComparison.Ordinal)));
        string file = Path.Combine(_folder, "scenario.yaml");
        File.WriteAllText(file, string.Join('\n', [.. kept, .. lines]));
        return file;
    }

    private int Run(params string[] args) => Program([new DrillKind()], [.. args.Where(a => a.Length > 0)]);

    private int Program(IReadOnlyList<IScenarioKind> kinds, params string[] args) => CommandLine.Run(
        args, new Terminal { Out = _out, Error = new StatusWriter(_error, watched: false) }, kinds);
}

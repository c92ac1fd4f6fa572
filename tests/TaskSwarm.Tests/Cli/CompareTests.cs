using System.Text.Json.Nodes;
using Shouldly;
using TaskSwarm.Cli;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Logistics;
using Xunit;

namespace TaskSwarm.Tests.Cli;

/// <summary>The commands that make many runs, from their command line to their exit code.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Both = "contract-net,iterated-contract-net";

    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_comparison_does_not_depend_on_how_many_runs_are_made_at_once()
    {
        Compare("--seeds", "1..3", "--format", "json", "--workers", "1").ShouldBe(ExitCode.Done, _error.ToString());
        string one = _out.ToString();
        _out.GetStringBuilder().Clear();
        Compare("--seeds", "1..3", "--format", "json", "--workers", "3").ShouldBe(ExitCode.Done);

        _out.ToString().ShouldBe(one);
        JsonNode json = JsonNode.Parse(one)!;
        json["completed"]!.GetValue<int>().ShouldBe(6);
        json["runs"]!.AsArray().Count.ShouldBe(6);
        json["metrics"]!.AsArray().Count.ShouldBeGreaterThan(5);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_run_of_a_comparison_is_the_run_that_its_seed_and_strategy_make_alone()
    {
        string file = Template();
        Program("compare", file, "--strategies", Both, "--seeds", "5,9", "--format", "json");
        JsonNode run = JsonNode.Parse(_out.ToString())!["runs"]![3]!;
        _out.GetStringBuilder().Clear();
        Program(
            "run", file, "--strategy", "iterated-contract-net", "--seed", "9", "--host", "sequential",
            "--format", "json");

        run["seed"]!.GetValue<int>().ShouldBe(9);
        run["digest"]!.GetValue<string>().ShouldBe(JsonNode.Parse(_out.ToString())!["digest"]!.GetValue<string>());
    }

    [Fact]
    public void The_report_for_people_has_the_table_the_tests_and_the_partings()
    {
        Compare("--seeds", "1..2").ShouldBe(ExitCode.Done, _error.ToString());

        string text = _out.ToString();
        text.ShouldContain("2 strategies with 2 seeds each, 4 runs");
        text.ShouldContain(" ± ");
        text.ShouldContain("no clear difference");
        text.ShouldContain("With fewer than 6 seeds no difference can be called clear.");
        text.Split('\n').ShouldAllBe(l => l.Length <= 80);
    }

    [Fact]
    public void Csv_has_a_row_a_run_and_markdown_a_row_a_strategy()
    {
        Compare("--seeds", "1..2", "--format", "csv", "--metric", "tasks.success.rate").ShouldBe(ExitCode.Done);
        string[] rows = _out.ToString().TrimEnd().Split("\r\n");
        rows.Length.ShouldBe(5);
        rows[0].ShouldStartWith("strategy,seed,outcome,reason,digest,");
        rows.ShouldAllBe(r => r.Split(',', StringSplitOptions.None).Length == rows[0].Split(',').Length);
        _out.GetStringBuilder().Clear();

        string file = Path.Combine(_folder, "table.md");
        Compare("--seeds", "1..2", "--format", "markdown", "--metric", "tasks.success.rate", "--out", file)
            .ShouldBe(ExitCode.Done);
        _out.ToString().ShouldBeEmpty();
        File.ReadAllLines(file)[0].ShouldBe("| strategy | tasks success rate |");
        File.ReadAllLines(file).Count(l => l.StartsWith('|')).ShouldBe(4);
    }

    [Fact]
    public void Every_strategy_that_the_kind_refuses_is_named_before_anything_starts()
    {
        Program("compare", Template(), "--strategies", "contract-net,fastest,cheapest", "--format", "json")
            .ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain("strategy fastest: ");
        _error.ToString().ShouldContain("strategy cheapest: ");
        _error.ToString().ShouldNotContain("strategy contract-net");
        JsonNode.Parse(_out.ToString())!["outcome"]!.GetValue<string>().ShouldBe("refused");
    }

    [Fact]
    public void What_is_wrong_with_the_scenario_is_said_once()
    {
        Program("compare", Path.Combine(_folder, "none.yaml"), "--strategies", Both).ShouldBe(ExitCode.Usage);

        _error.ToString().TrimEnd().Split('\n').Length.ShouldBe(1);
        _error.ToString().ShouldContain("no such file");
    }

    [Fact]
    public void A_run_that_fails_is_told_with_seed_and_command_and_does_not_hide_the_others()
    {
        string file = Path.Combine(_folder, "drill.yaml");
        File.WriteAllText(file, DrillKind.Scenario);
        CommandLine.Run(
            ["sweep", file, "--set", "does=work,throw", "--seeds", "3", "--format", "json"], Terminal,
            [new DrillKind()]).ShouldBe(ExitCode.Failed);

        JsonNode json = JsonNode.Parse(_out.ToString())!;
        json["completed"]!.GetValue<int>().ShouldBe(1);
        json["settings"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe(["does=work", "does=throw"]);
        _error.ToString().ShouldContain("setting does=throw, seed 3: recruit at 3s on Whistle");
        _error.ToString().ShouldContain($"taskswarm run {file} --set does=throw --seed 3 --host sequential");
    }

    [Theory]
    [InlineData("a=1,2", "a=1", "a=2")]
    [InlineData("a=[1,2],[3]", "a=[1,2]", "a=[3]")]
    [InlineData("a={b: 1, c: 2}, 'x,y'", "a={b: 1, c: 2}", "a='x,y'")]
    public void Values_of_a_sweep_are_cut_outside_of_brackets(string assignment, params string[] expected) =>
        SweepCommand.Values(assignment).ShouldBe(expected);

    [Fact]
    public void Strategies_part_where_the_first_task_goes_to_another_agent()
    {
        AwardHistory here = new([Award("a", 1, "x"), Award("b", 2, "y"), Award("c", 3, "z")]);
        AwardHistory there = new([Award("b", 1, "y"), Award("a", 4, "x"), Award("c", 5, "x")]);

        Divergence parting = Divergence.Find(1, here, 0, there);

        (parting.Task, parting.At.Seconds).ShouldBe(("c", 3));
        (parting.Here!.Agent, parting.There!.Agent).ShouldBe(("z", "x"));
        Divergence.Find(1, here, 0, here).Task.ShouldBeNull();
        Divergence.Find(1, here, 0, new AwardHistory([])).Task.ShouldBe("a");
    }

    private static AwardHistory.Award Award(string task, double at, string agent) => new(
        task, SimTime.FromSeconds(at), agent, 1, SimTime.Never, SimTime.Never, SimTime.Never, "awarded");

    private Terminal Terminal => new() { Out = _out, Error = new StatusWriter(_error, watched: false) };

    private string Template()
    {
        string file = Path.Combine(_folder, "fleet.yaml");
        File.WriteAllText(file, new LogisticsKind().Template);
        return file;
    }

    private int Compare(params string[] options) =>
        Program(["compare", Template(), "--strategies", Both, .. options]);

    private int Program(params string[] args) => CommandLine.Run(args, Terminal, ScenarioCatalog.Kinds);
}

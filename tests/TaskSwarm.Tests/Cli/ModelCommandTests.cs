using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using TaskSwarm.Cli;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Scenarios;
using Xunit;

namespace TaskSwarm.Tests.Cli;

/// <summary>The commands <c>model train</c> and <c>model show</c>, and runs with the files that they make.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>How tests/TaskSwarm.Tests/Data/digits.onnx was made.</summary>
    [Fact]
    public void The_file_that_tests_use_is_what_the_command_makes()
    {
        Run("model", "train", At("digits.onnx"), "--hidden", "8", "--epochs", "20").ShouldBe(ExitCode.Done);

        File.ReadAllBytes(At("digits.onnx"))
            .ShouldBe(File.ReadAllBytes(WorkingCopy.PathOf("tests", "TaskSwarm.Tests", "Data", "digits.onnx")));
        _out.ToString().ShouldStartWith("784-8-10 has learnt 1500 images of mnist-2000; of the test images it tells ");
        _error.ToString().ShouldBe($"{At("digits.onnx")}: written\n");
    }

    [Fact]
    public void A_file_is_told_with_its_form_and_how_well_it_does()
    {
        Run("model", "show", WorkingCopy.PathOf("tests", "TaskSwarm.Tests", "Data", "digits.onnx"))
            .ShouldBe(ExitCode.Done);

        _out.ToString().Split('\n').ShouldBe(
        [
            "written by  TaskSwarm, operators of version 13",
            "input       pixels: float[batch, 784]",
            "output      probabilities: float[batch, 10]",
            "meaning     probabilities",
            "classes     10",
            "parameters  6,370",
            "operations  12,740 an image, if two for each parameter",
            "size        25,856 bytes",
            "SHA-256     ba4a0659ad1251a6e6e68ea000de7622dfed9eed60d099d511baf8243d21d83d",
            "tells       399 of 500 right (79.8 %), cross-entropy 0.832 of mnist-2000",
            "",
        ]);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_model_of_some_classes_only_never_says_the_others()
    {
        Run("model", "train", At("low.onnx"), "--hidden", "0", "--epochs", "3", "--classes", "0,1")
            .ShouldBe(ExitCode.Done);

        _out.ToString().ShouldStartWith("784-10 has learnt 300 images");
        int right = int.Parse(
            _out.ToString().Split("it tells ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        right.ShouldBeInRange(90, 100);
    }

    [Theory]
    [InlineData("--classes: found 10; expected classes from 0 to 9", "--classes", "3,10")]
    [InlineData("--classes: found \"a\"; expected whole numbers from 0 to 255, commas between", "--classes", "a")]
    [InlineData("--hidden: found \"8,\"; expected whole numbers from 0 to 100000, commas between", "--hidden", "8,")]
    [InlineData("--rate: found \"0\"; expected a number above 0, at most 1000", "--rate", "0")]
    [InlineData("--data: found \"mnist-200\"; expected mnist or mnist-2000", "--data", "mnist-200")]
    public void What_cannot_be_trained_is_said_and_nothing_is_written(string message, params string[] options)
    {
        Run(["model", "train", At("new.onnx"), .. options]).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain(message);
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_training_that_fails_writes_nothing()
    {
        Run("model", "train", At("new.onnx"), "--rate", "1000", "--hidden", "64,64,64,64").ShouldBe(ExitCode.Failed);

        _error.ToString().ShouldBe(
            $"{At("new.onnx")}: not written: the weights grew beyond all numbers; try a lower --rate\n");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_there_stays_as_it_is()
    {
        File.WriteAllText(At("mine.onnx"), "mine");

        Run("model", "train", At("mine.onnx")).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldBe($"{At("mine.onnx")}: exists already; use --force to replace it\n");
        File.ReadAllText(At("mine.onnx")).ShouldBe("mine");
    }

    [Fact]
    public void A_file_of_something_else_is_refused_in_a_line()
    {
        File.WriteAllText(At("notes.onnx"), "some notes");

        Run("model", "show", At("notes.onnx")).ShouldBe(ExitCode.Usage);
        Run("model", "show", At("none.onnx")).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldBe(
            $"{At("notes.onnx")}: it is damaged or not of ONNX: its bytes are no message of Protocol Buffers\n"
            + $"{At("none.onnx")}: there is no such file\n");
    }

    /// <summary>What a run needs is kept with it: its files may change or go.</summary>
    [Fact]
    public void A_stored_run_is_made_again_without_its_model_s_file()
    {
        File.Copy(WorkingCopy.PathOf("tests", "TaskSwarm.Tests", "Data", "digits.onnx"), At("digits.onnx"));
        File.WriteAllText(At("fusion.yaml"), """
            taskswarm: 1
            kind: model-collaboration
            name: some-fusion
            duration: 1h
            members: [{ name: old, onnx: digits.onnx }, { name: young, classes: [0, 1], hidden: [8] }]
            collaboration: { protocol: fusion, rounds: 3, rate: 0.1 }
            """);
        string store = "sqlite:" + At("runs.db");
        Run("run", At("fusion.yaml"), "--store", store, "--format", "json").ShouldBe(ExitCode.Done);
        string id = JsonNode.Parse(_out.ToString())!["run"]!.GetValue<string>();

        File.Delete(At("digits.onnx"));

        Run("replay", id, "--verify", "--store", store).ShouldBe(ExitCode.Done, _error.ToString());
    }

    private string At(string file) => Path.Combine(_folder, file);

    private int Run(params string[] args) => CommandLine.Run(
        args, new Terminal { Out = _out, Error = new StatusWriter(_error, watched: false) }, ScenarioCatalog.Kinds);
}

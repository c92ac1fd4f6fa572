using Shouldly;
using TaskSwarm.Cli;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Scenarios;
using TaskSwarm.Tests.Hosting.Export;
using Xunit;

namespace TaskSwarm.Tests.Cli;

public sealed class ExportCommandTests(StoredRun store) : IClassFixture<StoredRun>, IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void The_files_are_told_with_their_rows()
    {
        string folder = store.NewFolder();

        Export(folder).ShouldBe(ExitCode.Done);

        _out.ToString().ShouldContain($"{Path.Combine(folder, "agents.parquet")}  11 rows");
        _error.ToString().ShouldBeEmpty();
        Directory.EnumerateFiles(folder).Count().ShouldBe(6);
    }

    [Fact]
    public void Files_that_are_there_need_force()
    {
        string folder = store.NewFolder();
        Export(folder, "--format", "csv");

        Export(folder, "--format", "csv").ShouldBe(ExitCode.Usage);
        _error.ToString().ShouldContain("use --force");
        Export(folder, "--format", "csv", "--force").ShouldBe(ExitCode.Done);
    }

    [Fact]
    public void What_was_left_out_is_a_note_beside_the_result()
    {
        Run("runs", "export", store.Summary.Record.Id, "--out", store.NewFolder(), "--store", store.Store)
            .ShouldBe(ExitCode.Done);

        _error.ToString().ShouldContain("events, messages and trajectories are left out");
        _out.ToString().ShouldNotContain("events.parquet");
    }

    [Theory]
    [InlineData("--format", "xlsx", "expected parquet or csv or jsonl")]
    [InlineData("--from", "soon", "--from: found \"soon\"")]
    [InlineData("--to", "-1s", "--to: found \"-1s\"")]
    public void What_an_option_does_not_take_is_refused(string option, string value, string message)
    {
        string folder = store.NewFolder();

        Export(folder, option, value).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain(message);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        string file = store.NewFolder();
        File.WriteAllText(file, "in the way");

        Export(Path.Combine(file, "below")).ShouldBe(ExitCode.Failed);

        _error.ToString().ShouldContain("cannot be written");
    }

    private int Export(string folder, params string[] options) =>
        Run(["runs", "export", store.Whole.Record.Id, "--out", folder, "--store", store.Store, .. options]);

    private int Run(params string[] args) => CommandLine.Run(
        args, new Terminal { Out = _out, Error = new StatusWriter(_error, watched: false) }, ScenarioCatalog.Kinds);
}

using Shouldly;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Cli.Output;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_write_that_fails_half_way_leaves_the_old_file_and_nothing_else()
    {
        string file = Path.Combine(_folder, "plan.json");
        File.WriteAllText(file, "old");

        string? reason = OutputFile.Write(file, draft =>
        {
            File.WriteAllText(draft, "half of the n");
            throw new IOException($"No space left on device : '{draft}'");
        });

        reason.ShouldBe("No space left on device");
        File.ReadAllText(file).ShouldBe("old");
        Directory.GetFiles(_folder).ShouldBe([file]);
    }

    [Fact]
    public void What_speaks_against_a_path_is_said_before()
    {
        string file = Path.Combine(_folder, "there.txt");
        File.WriteAllText(file, "");

        OutputFile.Objection("", true).ShouldBe("is not the path of a file");
        OutputFile.Objection(_folder, true).ShouldBe("is a folder");
        OutputFile.Objection(Path.Combine(_folder, "no", "x"), true)
            .ShouldBe($"cannot be written: there is no folder {Path.Combine(_folder, "no")}");
        OutputFile.Objection(file, false).ShouldBe("exists already; use --force to replace it");
        OutputFile.Objection(file, true).ShouldBeNull();
        OutputFile.Objection(Path.Combine(_folder, "new.txt"), false).ShouldBeNull();
    }

    [Fact]
    public void The_reproducing_command_holds_all_that_changes_the_run_and_is_safe_to_paste()
    {
        var options = new RunOptions
        {
            File = "my town.yaml",
            Overrides = new ScenarioOverrides
            {
                Set = ["faults[0].at=20s", "name=it's"],
                Duration = "2h",
                Strategy = "contract-net",
            },
            Host = new HostSettings(HostKind.Actors, 2, 3),
            Log = LogSettings.Quiet,
        };

        options.Reproduce(7).ShouldBe(
            @"taskswarm run 'my town.yaml' --set 'faults[0].at=20s' --set 'name=it'\''s' --duration 2h "
            + "--strategy contract-net --seed 7 --host sequential");
    }
}

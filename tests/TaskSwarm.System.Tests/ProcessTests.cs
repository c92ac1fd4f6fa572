using System.Diagnostics;
using System.Runtime.InteropServices;
using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>What only a real process shows: streams, signals, files, exit codes.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Flight = "scenarios/formation-flight/v-formation.yaml";
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Redirected_output_has_no_escape_codes_and_no_progress()
    {
        TaskSwarmProcess.Ended ended = TaskSwarmProcess.Run("run", Flight);

        ended.Code.ShouldBe(0);
        ended.Output.ShouldContain("v-formation completed");
        ended.Output.ShouldNotContain('\u001b');
        ended.Output.ShouldNotContain('\r');
        ended.Output.Split('\n').ShouldAllBe(l => l.Length <= 80 && l.TrimEnd() == l);
        ended.Error.ShouldBeEmpty();
    }

    [SkippableFact]
    public void On_a_terminal_progress_is_shown_and_taken_away_again()
    {
        Skip.IfNot(File.Exists("/usr/bin/script"), "there is no program that makes a terminal");
        string run = $"dotnet '{Repository.Program}' run scenarios/formation-flight/flock-300.yaml";
        var command = new ProcessStartInfo("/usr/bin/script", ["-qec", run, "/dev/null"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["TERM"] = "xterm", ["NO_COLOR"] = "1" },
        };
        using Process terminal = Process.Start(command)!;

        string screen = terminal.StandardOutput.ReadToEnd();
        terminal.WaitForExit();

        terminal.ExitCode.ShouldBe(0, screen);
        screen.ShouldContain("\rflock-300 ");
        screen.ShouldContain(" events/s  0/0 tasks");
        screen.ShouldContain(" \rflock-300 completed");
        screen.ShouldNotContain("\u001b[3");
    }

    [SkippableTheory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void A_signal_ends_the_run_between_windows_with_130_and_the_result_so_far(int signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no POSIX signals here");
        string log = Path.Combine(_folder, "log.json");
        using TaskSwarmProcess process = TaskSwarmProcess.Start(
            "run", "scenarios/formation-flight/flock-300.yaml", "--duration", "100h", "--format", "json",
            "--log-file", log);

        // The first entry of the log says that the run has begun: from then on the program listens.
        SpinWait.SpinUntil(() => File.Exists(log) && new FileInfo(log).Length > 0, TimeSpan.FromMinutes(1))
            .ShouldBeTrue();
        Kill(process.Id, signal).ShouldBe(0);
        TaskSwarmProcess.Ended ended = process.End();

        ended.Code.ShouldBe(130);
        ended.Json["outcome"]!.GetValue<string>().ShouldBe("interrupted");
        ended.Json["simulatedSeconds"]!.GetValue<double>().ShouldBeLessThan(360_000);
        ended.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "Ending after this window; press Ctrl-C again to end at once.", "Go on with it:",
            $"  taskswarm resume {ended.Run}",
        ]);
    }

    [SkippableFact]
    public void A_run_that_was_interrupted_is_resumed_to_the_digest_of_one_that_was_not()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no POSIX signals here");
        const string Flock = "scenarios/formation-flight/flock-300.yaml";
        string digest = TaskSwarmProcess.Run("run", Flock, "--format", "json", "--store", "none").Digest;
        string log = Path.Combine(_folder, "log.json");
        using TaskSwarmProcess process = TaskSwarmProcess.Start(
            "run", Flock, "--format", "json", "--log-file", log);
        SpinWait.SpinUntil(() => File.Exists(log) && new FileInfo(log).Length > 0, TimeSpan.FromMinutes(1))
            .ShouldBeTrue();
        Kill(process.Id, Interrupt).ShouldBe(0);
        TaskSwarmProcess.Ended ended = process.End();
        ended.Code.ShouldBe(130);
        ended.Digest.ShouldNotBe(digest);

        TaskSwarmProcess.Ended resumed = TaskSwarmProcess.Run("resume", ended.Run, "--format", "json");

        resumed.Code.ShouldBe(0, resumed.Error);
        resumed.Digest.ShouldBe(digest);
        TaskSwarmProcess.Run("replay", ended.Run, "--verify").Code.ShouldBe(0);
    }

    [Fact]
    public void A_bad_file_ends_with_2_and_its_errors_on_standard_error()
    {
        string file = Path.Combine(_folder, "bad.yaml");
        File.WriteAllText(file, "taskswarm: 1\nkind: formation-flite\nname: x\nduration: 3m\n");

        TaskSwarmProcess.Ended ended = TaskSwarmProcess.Run("run", file);

        ended.Code.ShouldBe(2);
        ended.Output.ShouldBeEmpty();
        ended.Error.ShouldContain($"{file}:2:7: kind: found \"formation-flite\"");
        ended.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("png")]
    [InlineData("svg")]
    public void A_plot_is_drawn(string format)
    {
        string file = Path.Combine(_folder, "plot." + format);

        TaskSwarmProcess.Run("run", Flight, "--plot", file).Code.ShouldBe(0);

        new FileInfo(file).Length.ShouldBeGreaterThan(20_000);
        Directory.GetFiles(_folder).ShouldBe([file]);
    }

    [SkippableFact]
    public void Output_that_cannot_be_written_is_a_message_and_1()
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no device that is always full");
        var command = new ProcessStartInfo("/bin/sh", ["-c", $"dotnet '{Repository.Program}' kinds > /dev/full"])
        {
            RedirectStandardError = true,
        };
        using Process shell = Process.Start(command)!;

        string error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();

        shell.ExitCode.ShouldBe(1);
        error.ShouldStartWith("taskswarm: cannot write the output (");
        error.ShouldNotContain("   at ");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}

using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Runs that are killed at random moments and go on.</summary>
public sealed class KillTests : IDisposable
{
    /// <summary>Of each scenario; <c>TASKSWARM_KILLS=10</c> makes 50 in all.</summary>
    private static readonly int KillsEach = int.Parse(
        Environment.GetEnvironmentVariable("TASKSWARM_KILLS") ?? "2", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-kills-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What was killed before anything of it was stored does not count.</summary>
    [Theory]
    [InlineData("scenarios/logistics/city-couriers.yaml", 1)]
    [InlineData("scenarios/logistics/lc101.yaml", 2)]
    [InlineData("scenarios/formation-flight/flock-300.yaml", 3)]
    [InlineData("scenarios/formation-flight/reshape-and-survey.yaml", 4)]
    [InlineData("scenarios/workflow/changing-load.yaml", 5)]
    public void A_run_that_is_killed_at_any_moment_is_resumed_to_the_digest_of_one_that_was_not(
        string scenario, int seed)
    {
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        string digest = TaskSwarmProcess.Run("run", scenario, "--format", "json", "--store", "none").Digest;
        TimeSpan whole = clock.Elapsed;
        int kills = 0;
        for (int attempt = 0; kills < KillsEach; attempt++)
        {
            attempt.ShouldBeLessThan(10 * KillsEach);
            string store = Path.Combine(_folder, $"{seed}-{attempt}.db");
            Kill(["run", scenario, "--store", store], whole * random.NextDouble());
            if (RunIn(store) is not string run)
            {
                continue;
            }

            // A run may be killed again while it is resumed.
            if (attempt % 3 == 0)
            {
                Kill(["resume", run, "--store", store], whole * random.NextDouble());
            }

            TaskSwarmProcess.Ended resumed = TaskSwarmProcess.Run(
                "resume", run, "--store", store, "--format", "json");
            resumed.Code.ShouldBe(0, resumed.Error);
            resumed.Digest.ShouldBe(digest);
            kills++;
            if (attempt % 4 == 0)
            {
                TaskSwarmProcess.Run("replay", run, "--store", store, "--verify").Code.ShouldBe(0);
            }
        }
    }

    private static void Kill(string[] args, TimeSpan after)
    {
        using TaskSwarmProcess process = TaskSwarmProcess.Start(args);
        process.KillAfter(after);
    }

    /// <summary>The run in a store that has not come to its end; null if there is none.</summary>
    private static string? RunIn(string store)
    {
        TaskSwarmProcess.Ended list = TaskSwarmProcess.Run("runs", "list", "--store", store, "--format", "json");
        list.Code.ShouldBe(0, list.Error);
        return list.Json["runs"]!.AsArray().Select(r => r!.AsObject())
            .SingleOrDefault(r => r["state"]!.GetValue<string>() != "completed")?["run"]!.GetValue<string>();
    }
}

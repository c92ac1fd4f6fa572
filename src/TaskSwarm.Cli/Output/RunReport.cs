using System.Globalization;
using System.Reflection;
using TaskSwarm.Cluster;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Output;

/// <summary>A finished run as it is reported: its result and what only the command line knows.</summary>
/// <param name="Run">The run's own name.</param>
/// <param name="Result">What the run came to.</param>
/// <param name="Settings">How it was carried.</param>
/// <param name="WallSeconds">Real time that it took.</param>
/// <param name="Reproduce">The command that makes the same run again on the sequential host.</param>
internal sealed record RunReport(
    string Run, RunResult Result, HostSettings Settings, double WallSeconds, string Reproduce)
{
    /// <summary>Whether the run is in a store.</summary>
    public bool IsStored { get; init; }

    /// <summary>Why the store took no more and the run ended early; null if it did not.</summary>
    public StoreException? Trouble { get; init; }

    /// <summary>What it cost the nodes of a cluster to bring its windows together; null if none carried it.</summary>
    public ClusterCost? Cluster { get; init; }

    /// <summary>The program's version with the commit that it was built from.</summary>
    public static string Version { get; } =
        typeof(RunReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>How the run ended, as one word. A run in which a monitor found a law broken has failed, whatever the
    /// kernel says.</summary>
    public string Outcome => Result.Outcome switch
    {
        RunOutcome.Failed => "failed",
        _ when Result.Violations.Count > 0 => "failed",
        RunOutcome.Interrupted => "interrupted",
        _ => "completed",
    };

    /// <summary>The exit code for the outcome.</summary>
    public int ExitCode => Outcome switch
    {
        "completed" => Cli.ExitCode.Done,
        "interrupted" => Cli.ExitCode.Interrupted,
        _ => Cli.ExitCode.Failed,
    };

    /// <summary>A name for a run: scenario, seed, and when it was started, which keeps runs of one scenario apart.
    /// </summary>
    public static string NameOf(Simulation simulation, DateTimeOffset started) => string.Create(
        CultureInfo.InvariantCulture,
        $"{simulation.Name}-{simulation.Seed}-{started.UtcDateTime:yyyyMMdd'T'HHmmss'.'fff'Z'}");
}

using System.CommandLine;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Commands;

/// <summary>The options that say how a run is carried; they change its speed, never its result.</summary>
internal sealed class HostOptions
{
    private readonly Option<string?> _host = Options.Choice(
        "--host", "What carries the run: Akka actors on all processors (default), or one plain loop.",
        "actors", "sequential");

    private readonly Option<int?> _workers = Options.WholeNumber(
        "--workers", HostSettings.MaxWorkers, "Threads for agents; as many as processors if not given. "
        + "It changes the speed, never the result.");

    private readonly Option<int?> _regions = Options.WholeNumber(
        "--regions", HostSettings.MaxRegions, "Parts into which agents are cut; the host chooses if not given. "
        + "It changes the speed, never the result.");

    /// <summary>The threads as they were given; null if not.</summary>
    public int? Workers(ParseResult parsed) => parsed.GetValue(_workers);

    /// <summary>The parts as they were given; null if not.</summary>
    public int? Regions(ParseResult parsed) => parsed.GetValue(_regions);

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_host, _workers, _regions];

    /// <summary>What they say.</summary>
    public HostSettings Read(ParseResult parsed)
    {
        bool sequential = parsed.GetValue(_host) == "sequential";
        int workers = sequential ? 1 : parsed.GetValue(_workers) ?? Environment.ProcessorCount;
        return new HostSettings(
            sequential ? HostKind.Sequential : HostKind.Actors, workers,
            parsed.GetValue(_regions) ?? HostSettings.RegionsFor(workers));
    }

    /// <summary>The same for a simulation: a region without agents does nothing, so it is not made, and should not be
    /// reported.</summary>
    public static HostSettings For(HostSettings settings, Simulation simulation) => settings with
    {
        Regions = Math.Clamp(settings.Regions, 1, Math.Max(1, simulation.Agents.Count)),
    };
}

using System.Diagnostics;
using Serilog;
using TaskSwarm.Actors;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Runs;

/// <summary>Makes runs: takes a simulation, chooses the host, and logs how it went.</summary>
/// <param name="log">Gets one entry at the start and one at the end of each run.</param>
public sealed class RunService(ILogger log)
{
    /// <summary>Makes a run.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="settings">How to carry it.</param>
    /// <param name="started">Called once before the first window with what tells how far the run is.</param>
    /// <param name="cancellation">Stops the run between two windows.</param>
    public RunResult Run(
        Simulation simulation, HostSettings settings, Action<RunProgress> started, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(settings);
        return Carry(new RunCore(simulation, settings.Regions), settings, started, cancellation);
    }

    /// <summary>Carries a run to its end, whether it is at its start or not.</summary>
    /// <param name="run">The run.</param>
    /// <param name="settings">How to carry it.</param>
    /// <param name="started">Called once before the first window with what tells how far the run is.</param>
    /// <param name="cancellation">Stops the run between two windows.</param>
    public RunResult Carry(
        RunCore run, HostSettings settings, Action<RunProgress> started, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(started);
        Simulation simulation = run.Simulation;
        log.Information(
            "Running {Scenario} ({Kind}) with seed {Seed} and strategy {Strategy}: {Agents} agents in {Regions} "
            + "regions on {Workers} workers, host {Host}",
            simulation.Name, simulation.Kind, simulation.Seed, simulation.Strategy, simulation.Agents.Count,
            settings.Regions, settings.Workers, settings.Host);
        started(run.Progress);
        RunResult result = settings.Carrier is not null
            ? settings.Carrier(run, started, cancellation)
            : Watched(run, settings, cancellation);
        log.Information(
            "{Scenario} ended at {SimulatedSeconds} s: {Outcome} ({Reason}), {Events} events, digest {Digest}",
            simulation.Name, result.SimulatedTime.Seconds, result.Outcome, result.EndReason, result.Events,
            result.Digest);
        if (result.Failure is RunFailure failure)
        {
            RunLog.WriteFailure(
                log, $"{failure.Agent} at {failure.Time} on {failure.Event}: {failure.Message}", failure.Details);
        }

        return result;
    }

    private RunResult Watched(RunCore run, HostSettings settings, CancellationToken cancellation)
    {
        using Activity? span = RunSpan.Begin(run.Simulation);
        RunTelemetry? telemetry = RunTelemetry.IsWanted
            ? new RunTelemetry(span?.Context ?? default, new NegotiationSpans(), null)
            : null;
        run.Observer = telemetry;
        RunResult result = settings.Host == HostKind.Sequential
            ? SequentialHost.Run(run, cancellation)
            : ActorHost.Run(run, Options(settings), cancellation);
        telemetry?.End();
        RunSpan.Tell(span, result);
        return result;
    }

    private ActorHostOptions Options(HostSettings settings) => new()
    {
        Workers = settings.Workers,
        Log = entry => AkkaLog.Write(log, entry),
        LogLevel = AkkaLog.LevelOf(log),
    };
}

using System.Diagnostics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>A run as a span, which its windows and negotiations lie within.</summary>
public static class RunSpan
{
    /// <summary>Begins the span of a run.</summary>
    /// <returns>The span, to be disposed at the run's end; null if nobody listens.</returns>
    public static Activity? Begin(Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Activity? span = SwarmTelemetry.Source.StartActivity("run");
        span?.SetTag("taskswarm.run.scenario", simulation.Name);
        span?.SetTag("taskswarm.run.kind", simulation.Kind);
        span?.SetTag("taskswarm.run.strategy", simulation.Strategy);
        span?.SetTag("taskswarm.run.seed", simulation.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        span?.SetTag("taskswarm.run.agents", simulation.Agents.Count);
        return span;
    }

    /// <summary>Says how the run ended.</summary>
    public static void Tell(Activity? span, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        span?.SetTag("taskswarm.run.outcome", result.Outcome.ToString().ToLowerInvariant());
        span?.SetTag("taskswarm.run.digest", result.Digest);
        span?.SetTag("taskswarm.run.events", result.Events);
        span?.SetTag("taskswarm.run.simulated_time", result.SimulatedTime.Seconds);
        if (result.Outcome == RunOutcome.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error, result.EndReason);
        }
    }
}

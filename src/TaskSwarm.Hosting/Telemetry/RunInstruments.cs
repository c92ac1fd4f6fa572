using System.Diagnostics.Metrics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>
/// The metrics of runs. Recorded once a window, however many messages it held; unless somebody listens, that costs
/// nothing.
/// </summary>
internal static class RunInstruments
{
    // From a window of a few events to one that a lost node holds up.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10],
    };

    private static readonly Counter<long> Windows = SwarmTelemetry.Meter.CreateCounter<long>(
        "taskswarm.windows", "{window}", "Windows committed.");

    private static readonly Counter<long> Events = SwarmTelemetry.Meter.CreateCounter<long>(
        "taskswarm.events", "{event}", "Events that agents here handled: messages, timers, commands.");

    private static readonly Counter<long> Messages = SwarmTelemetry.Meter.CreateCounter<long>(
        "taskswarm.messages.delivered", "{message}",
        "Messages of agents here that the virtual network delivered or will deliver.");

    private static readonly Histogram<double> Duration = SwarmTelemetry.Meter.CreateHistogram(
        "taskswarm.window.duration", "s", "Real time from a window's opening to its commit.", null, Seconds);

    private static readonly Histogram<double> Barrier = SwarmTelemetry.Meter.CreateHistogram(
        "taskswarm.barrier.wait", "s", "Real time that a window waited for the reports of other nodes.", null, Seconds);

    private static readonly Counter<long> Divisions = SwarmTelemetry.Meter.CreateCounter<long>(
        "taskswarm.divisions", "{division}", "Times that this node has taken a part of a run.");

    private static readonly Gauge<double> SimulatedTime = SwarmTelemetry.Meter.CreateGauge<double>(
        "taskswarm.run.simulated_time", "s", "Simulated time up to which the last run is committed.");

    private static readonly Gauge<long> Tasks = SwarmTelemetry.Meter.CreateGauge<long>(
        "taskswarm.run.tasks", "{task}", "Tasks of the last run that are known so far; told where it is committed.");

    private static readonly Gauge<long> TasksDone = SwarmTelemetry.Meter.CreateGauge<long>(
        "taskswarm.run.tasks.done", "{task}", "Tasks of the last run that are done; told where it is committed.");

    private static readonly Gauge<long> Failures = SwarmTelemetry.Meter.CreateGauge<long>(
        "taskswarm.run.failures", "{failure}", "Crashes of agents in the last run; told where it is committed.");

    /// <summary>Whether anybody listens.</summary>
    public static bool AreRead => Windows.Enabled || Duration.Enabled || SimulatedTime.Enabled;

    /// <summary>A part of a run was taken.</summary>
    public static void CountDivision() => Divisions.Add(1);

    /// <summary>A window was committed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="tally">The window.</param>
    /// <param name="took">Real time since it was opened.</param>
    /// <param name="waited">Real time at the barrier; null if there is none.</param>
    public static void Record(RunCore run, in WindowTally tally, TimeSpan took, TimeSpan? waited)
    {
        Windows.Add(1);
        Events.Add(tally.Handled);
        Messages.Add(tally.Delivered);
        Duration.Record(took.TotalSeconds);
        if (waited is TimeSpan wait)
        {
            Barrier.Record(wait.TotalSeconds);
        }

        SimulatedTime.Record(run.Progress.Now.Seconds);
        if (run.CommitsEvents)
        {
            Tasks.Record(run.Progress.Tasks);
            TasksDone.Record(run.Progress.TasksDone);
            Failures.Record(run.Progress.Failures);
        }
    }
}

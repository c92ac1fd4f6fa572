using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// Reads a run from its committed events, in order. Readers see what happened and never ask an agent; nothing they do
/// can change the run.
/// </summary>
public interface IRunReader
{
    /// <summary>Called for each committed event in the order (time, agent, ordinal).</summary>
    void OnEvent(in EventRecord record);

    /// <summary>Called after each window, when the world has been published anew.</summary>
    void OnWindow(in Window window, WorldView world)
    {
    }

    /// <summary>Adds the reader's figures when the run is over.</summary>
    void Report(MetricSet metrics)
    {
    }

    /// <summary>
    /// Writes all that the reader has gathered so far, between two windows and before <see cref="Report"/>. What it was
    /// given when it was made is not written.
    /// </summary>
    void Capture(StateWriter writer);

    /// <summary>
    /// Reads what <see cref="Capture"/> wrote, so that the reader goes on as the captured one would. Called once on a
    /// new reader made from the same scenario, before any event.
    /// </summary>
    void Restore(StateReader reader);
}

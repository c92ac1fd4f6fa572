using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>Why a run stopped: an agent's reaction threw, or a rule of the kernel was broken.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Time">When, in simulated time.</param>
/// <param name="Event">What it was reacting to.</param>
/// <param name="Message">What was thrown, in a line.</param>
/// <param name="Seed">The scenario's seed, to reproduce it.</param>
/// <param name="Details">The exception in full, for the log file.</param>
public sealed record RunFailure(string Agent, SimTime Time, string Event, string Message, ulong Seed, string Details)
{
    internal void Capture(StateWriter writer)
    {
        writer.Write(Agent);
        writer.Write(Time);
        writer.Write(Event);
        writer.Write(Message);
        writer.Write(Details);
    }

    internal static RunFailure Read(StateReader reader, ulong seed) => new(
        reader.ReadString()!, reader.ReadTime(), reader.ReadString()!, reader.ReadString()!, seed,
        reader.ReadString()!);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>How a task, or a part of one, was carried out in the attempt that succeeded.</summary>
/// <param name="Task">Its place among the tasks of the plan.</param>
/// <param name="Part">The part from 1; 0 for a task that was not split.</param>
/// <param name="Agents">Who did it, by places of agents in the plan, ascending.</param>
/// <param name="Start">When work began.</param>
/// <param name="End">When work ended.</param>
public sealed record CrewExecution(int Task, int Part, IReadOnlyList<int> Agents, SimTime Start, SimTime End)
{
    internal void Capture(StateWriter writer)
    {
        writer.Write(Task);
        writer.Write(Part);
        writer.WriteList(Agents, static (w, agent) => w.Write(agent));
        writer.Write(Start);
        writer.Write(End);
    }

    internal static CrewExecution Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), reader.ReadList(static r => r.ReadInt32()), reader.ReadTime(),
        reader.ReadTime());
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// Where a task comes among an agent's tasks: by planned start, planned end, and a rank in which every task comes after
/// its inputs. The last lets tasks that take no time follow each other.
/// </summary>
internal readonly record struct WorkOrder(SimTime Start, SimTime End, int Rank) : IComparable<WorkOrder>
{
    public int CompareTo(WorkOrder other)
    {
        int byStart = Start.CompareTo(other.Start);
        int byEnd = byStart != 0 ? byStart : End.CompareTo(other.End);
        return byEnd != 0 ? byEnd : Rank.CompareTo(other.Rank);
    }

    public void Capture(StateWriter writer)
    {
        writer.Write(Start);
        writer.Write(End);
        writer.Write(Rank);
    }

    public static WorkOrder Read(StateReader reader) => new(reader.ReadTime(), reader.ReadTime(), reader.ReadInt32());
}

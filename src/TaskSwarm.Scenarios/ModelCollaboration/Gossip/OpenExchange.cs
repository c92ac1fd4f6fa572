using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>The exchange that a member has begun and that is not over.</summary>
/// <param name="Number">When it began.</param>
/// <param name="With">The neighbour.</param>
/// <param name="Asked">How often that one was asked.</param>
internal sealed record OpenExchange(SimTime Number, int With, int Asked)
{
    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Number);
        writer.Write(With);
        writer.Write(Asked);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static OpenExchange Read(StateReader reader) =>
        new(reader.ReadTime(), reader.ReadInt32(), reader.ReadInt32());
}

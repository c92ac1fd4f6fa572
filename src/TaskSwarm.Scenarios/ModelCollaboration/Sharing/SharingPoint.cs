using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>How far data have spread.</summary>
/// <param name="Seconds">Simulated time, s.</param>
/// <param name="Collected">Records that there are.</param>
/// <param name="Taken">Copies of them with members that have not collected them.</param>
internal sealed record SharingPoint(double Seconds, long Collected, long Taken)
{
    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Seconds);
        writer.Write(Collected);
        writer.Write(Taken);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static SharingPoint Read(StateReader reader) =>
        new(reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
}

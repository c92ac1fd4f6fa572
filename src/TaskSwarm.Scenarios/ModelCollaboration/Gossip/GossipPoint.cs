using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>All models after an exchange.</summary>
/// <param name="Seconds">Simulated time, s.</param>
/// <param name="Exchange">How many there have been.</param>
/// <param name="Distance">Of all models from their mean, in the directions seen.</param>
internal sealed record GossipPoint(double Seconds, long Exchange, double Distance)
{
    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Seconds);
        writer.Write(Exchange);
        writer.Write(Distance);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static GossipPoint Read(StateReader reader) =>
        new(reader.ReadDouble(), reader.ReadInt64(), reader.ReadDouble());
}

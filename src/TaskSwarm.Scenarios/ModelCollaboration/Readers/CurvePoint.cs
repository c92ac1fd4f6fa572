using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Readers;

/// <summary>The common model after one round.</summary>
/// <param name="Seconds">Simulated time, s.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Updates">Models that it was made of.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="Loss">Mean cross-entropy on them, nats; -1 if that is no finite number.</param>
public sealed record CurvePoint(double Seconds, int Round, int Updates, double Accuracy, double Loss)
{
    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Seconds);
        writer.Write(Round);
        writer.Write(Updates);
        writer.Write(Accuracy);
        writer.Write(Loss);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static CurvePoint Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new CurvePoint(
            reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
    }
}

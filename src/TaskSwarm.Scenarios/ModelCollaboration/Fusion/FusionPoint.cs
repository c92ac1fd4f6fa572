using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>The fused opinion of one round.</summary>
/// <param name="Seconds">Simulated time, s.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="Best">The most accurate member's.</param>
/// <param name="Loss">Mean cross-entropy on them, nats.</param>
/// <param name="Members">How many members it was made of.</param>
public sealed record FusionPoint(double Seconds, double Accuracy, double Best, double Loss, int Members)
{
    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Seconds);
        writer.Write(Accuracy);
        writer.Write(Best);
        writer.Write(Loss);
        writer.Write(Members);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static FusionPoint Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new FusionPoint(
            reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());
    }
}

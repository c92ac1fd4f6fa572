using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>An award of which the origin has not heard yet that it was carried out.</summary>
/// <param name="Number">Which award, counted over all.</param>
/// <param name="Times">How often it has been sent.</param>
internal sealed record PendingAward(long Number, int Times)
{
    /// <summary>Writes both.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Number);
        writer.Write(Times);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static PendingAward Read(StateReader reader) => new(reader.ReadInt64(), reader.ReadInt32());
}

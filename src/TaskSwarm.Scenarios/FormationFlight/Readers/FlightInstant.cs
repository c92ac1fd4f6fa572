using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <summary>What the swarm looked like at one sampling instant.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">Number of the leg; -1 before the first.</param>
/// <param name="Holders">Drones that flew with a slot of the leg.</param>
/// <param name="Slots">Slots that the leg's formation had.</param>
/// <param name="Error">Root mean squared distance of the holders from their slots, m.</param>
/// <param name="ShapeError">The same against the best-fitting place of the formation, m.</param>
/// <param name="Correlation">phi_corr, -1 to 1.</param>
/// <param name="Speed">Mean speed, m/s.</param>
/// <param name="Separation">Smallest distance sensed since the last instant, m; NaN if none was.</param>
public readonly record struct FlightInstant(
    SimTime At,
    int Leg,
    int Holders,
    int Slots,
    double Error,
    double ShapeError,
    double Correlation,
    double Speed,
    double Separation)
{
    internal void Capture(StateWriter writer)
    {
        writer.Write(At);
        writer.Write(Leg);
        writer.Write(Holders);
        writer.Write(Slots);
        writer.Write(Error);
        writer.Write(ShapeError);
        writer.Write(Correlation);
        writer.Write(Speed);
        writer.Write(Separation);
    }

    internal static FlightInstant Read(StateReader reader) => new(
        reader.ReadTime(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(),
        reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
}

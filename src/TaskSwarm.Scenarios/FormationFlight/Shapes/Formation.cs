using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Shapes;

/// <summary>
/// A formation: the offsets of its slots in its own frame (x ahead, y to the left, z up; metres). Slot 0 is the
/// leader's. Slots are ranked: when drones run out, the last slots stay empty, so every shape lists them from the
/// one that matters most.
/// </summary>
/// <param name="Name">Name in scenario and messages.</param>
/// <param name="Offsets">Offsets of slots, leader first.</param>
public sealed record Formation(string Name, IReadOnlyList<Vec3> Offsets)
{
    /// <summary>Number of slots.</summary>
    public int Count => Offsets.Count;

    /// <summary>Smallest distance between two slots, m; infinity for fewer than two.</summary>
    public double SmallestSpacing()
    {
        var smallest = double.PositiveInfinity;
        for (var i = 0; i < Offsets.Count; i++)
        {
            for (var j = i + 1; j < Offsets.Count; j++)
            {
                smallest = Math.Min(smallest, (Offsets[i] - Offsets[j]).Length);
            }
        }

        return smallest;
    }

    /// <summary>Where slot <paramref name="slot"/> is when the formation's origin is at
    /// <paramref name="origin"/> and points along the level unit vector <paramref name="heading"/>.</summary>
    public Vec3 Place(int slot, Vec3 origin, Vec3 heading) => origin + VectorMath.Turn(Offsets[slot], heading);
}

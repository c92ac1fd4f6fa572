using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Formation by consensus: drones agree on where the formation's origin is (own position minus own offset) with the
/// neighbours they hear; no one knows the whole. R. Olfati-Saber, IEEE TAC 51(3), 2006; W. Ren and R. Beard,
/// Distributed Consensus in Multi-vehicle Cooperative Control, Springer 2008, chapters 2, 4 and 5.
/// </summary>
public static class ConsensusLaw
{
    /// <summary>First order, m/s: minus the gain times the sum of differences to the neighbours. All values are
    /// positions minus slot offsets (m), turned into the world's frame.</summary>
    public static Vec3 FirstOrder(Vec3 own, IReadOnlyList<Vec3> neighbours, double gain)
    {
        var sum = Vec3.Zero;
        foreach (var other in neighbours)
        {
            sum += other - own;
        }

        return sum * gain;
    }

    /// <summary>Second order, m/s^2: a_i = -sum (k (x_i - x_j) + gamma (v_i - v_j)).</summary>
    public static Vec3 SecondOrder(
        Body own, IReadOnlyList<Body> neighbours, double stiffness, double damping)
    {
        var sum = Vec3.Zero;
        foreach (var other in neighbours)
        {
            sum += ((other.Position - own.Position) * stiffness) + ((other.Velocity - own.Velocity) * damping);
        }

        return sum;
    }

    /// <summary>
    /// First-order formation with a moving reference (Ren and Beard 2008, chapter 3): agreement with the neighbours,
    /// plus the reference's velocity and a pull towards it for a drone that knows the reference (a pinned node), m/s.
    /// </summary>
    /// <param name="own">Own position minus own turned offset, m.</param>
    /// <param name="neighbours">The same of the neighbours, m.</param>
    /// <param name="frame">The reference as this drone knows it.</param>
    /// <param name="slotVelocity">Velocity of the own slot in that reference, m/s.</param>
    /// <param name="gain">Gain on each neighbour, 1/s.</param>
    /// <param name="pin">Gain on the reference, 1/s; 0 for a drone that follows its neighbours alone.</param>
    public static Vec3 Tracking(
        Vec3 own, IReadOnlyList<Vec3> neighbours, Reference frame, Vec3 slotVelocity, double gain, double pin) =>
        slotVelocity + FirstOrder(own, neighbours, gain) + ((frame.Origin - own) * pin);
}

using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

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
    /// Consensus tracking of a moving reference (Ren and Beard 2008, chapter 3): the mean of what neighbours report
    /// as the reference's velocity, plus a pull to the mean of their estimates. A drone that hears the reference
    /// itself counts it as one more neighbour.
    /// </summary>
    public static Reference Track(Reference own, IReadOnlyList<Reference> heard, double gain, double seconds)
    {
        if (heard.Count == 0)
        {
            return own.After(seconds);
        }

        var (origin, velocity, heading) = (Vec3.Zero, Vec3.Zero, Vec3.Zero);
        foreach (var other in heard)
        {
            origin += other.Origin;
            velocity += other.Velocity;
            heading += other.Heading;
        }

        var share = 1.0 / heard.Count;
        var pull = Math.Min(1, gain * seconds);
        var mean = velocity * share;
        return new Reference(
            own.Origin + (mean * seconds) + (((origin * share) - own.Origin) * pull),
            mean,
            VectorMath.DirectionOr(VectorMath.Blend(own.Heading, heading * share, pull), own.Heading));
    }
}

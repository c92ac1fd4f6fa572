using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.FormationFlight.Measures;

/// <summary>Computes the order parameters of Vasarhelyi et al. 2018 from one picture of the flock.</summary>
public static class FlockMeasures
{
    /// <summary>Order parameters of drones in index order.</summary>
    /// <param name="positions">Positions, m.</param>
    /// <param name="velocities">Velocities, m/s.</param>
    /// <param name="parameters">Gives preferred speed and cluster range.</param>
    /// <param name="arena">The walls, if there are any.</param>
    /// <param name="collisionDistance">Closer than this is a collision, m.</param>
    public static FlockSnapshot Measure(
        IReadOnlyList<Vec3> positions,
        IReadOnlyList<Vec3> velocities,
        FlockingParameters parameters,
        Arena? arena,
        double collisionDistance)
    {
        var n = positions.Count;
        if (n == 0)
        {
            return default;
        }

        var pairs = ProximityPairs.Within(positions, parameters.ClusterRange);
        var component = new InteractionGraph(n, pairs.Select(p => (p.A, p.B))).Components();
        var sizes = new int[component.Max() + 1];
        foreach (var c in component)
        {
            sizes[c]++;
        }

        var colliding = pairs.Count(p => p.Distance < collisionDistance);
        return new FlockSnapshot(
            Correlation(velocities, component, sizes),
            velocities.Sum(v => v.Length) / n / parameters.FlockSpeed,
            n == 1 ? 0 : 2.0 * colliding / ((double)n * (n - 1)),
            sizes.Length,
            sizes.Min(),
            sizes.Count(s => s == 1),
            MeanPenetration(positions, arena),
            pairs.Count == 0 ? double.PositiveInfinity : pairs.Min(p => p.Distance));
    }

    /// <summary>
    /// Mean cosine over the pairs of one cluster, by drones. The sum of all cosines with drone i's cluster is the
    /// product of its direction with the cluster's summed directions, so no pair needs to be visited.
    /// </summary>
    private static double Correlation(IReadOnlyList<Vec3> velocities, int[] component, int[] sizes)
    {
        var directions = velocities.Select(v => VectorMath.DirectionOr(v, Vec3.Zero)).ToArray();
        var sums = new Vec3[sizes.Length];
        for (var i = 0; i < directions.Length; i++)
        {
            sums[component[i]] += directions[i];
        }

        var (total, counted) = (0.0, 0);
        for (var i = 0; i < directions.Length; i++)
        {
            var others = sizes[component[i]] - 1;
            if (others > 0)
            {
                total += directions[i].Dot(sums[component[i]] - directions[i]) / others;
                counted++;
            }
        }

        return counted == 0 ? 0 : total / counted;
    }

    private static double MeanPenetration(IReadOnlyList<Vec3> positions, Arena? arena)
    {
        if (arena is null)
        {
            return 0;
        }

        var outside = positions.Select(arena.Penetration).Where(d => d > 0).ToArray();
        return outside.Length == 0 ? 0 : outside.Sum() / outside.Length;
    }
}

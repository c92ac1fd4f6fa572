using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.FormationFlight.Measures;

/// <summary>
/// The order parameters of Vasarhelyi et al. 2018 at one instant.
/// </summary>
/// <param name="Correlation">phi_corr: mean cosine between the velocities of drones of one cluster, -1 to 1; drones
/// alone are left out; 0 when all are alone.</param>
/// <param name="Speed">phi_vel: mean speed over the preferred speed.</param>
/// <param name="CollidingShare">phi_coll: share of ordered pairs closer than the collision distance, 0 to 1.</param>
/// <param name="Clusters">Number of clusters; a drone alone is one.</param>
/// <param name="SmallestCluster">Drones in the smallest cluster.</param>
/// <param name="Disconnected">Drones that are alone.</param>
/// <param name="WallPenetration">phi_wall: mean distance outside the arena of those that are outside, m.</param>
/// <param name="SmallestSeparation">Smallest distance between two drones within the cluster range, m; infinity when
/// none are that close.</param>
public readonly record struct FlockSnapshot(
    double Correlation,
    double Speed,
    double CollidingShare,
    int Clusters,
    int SmallestCluster,
    int Disconnected,
    double WallPenetration,
    double SmallestSeparation)
{
    internal void Capture(StateWriter writer)
    {
        writer.Write(Correlation);
        writer.Write(Speed);
        writer.Write(CollidingShare);
        writer.Write(Clusters);
        writer.Write(SmallestCluster);
        writer.Write(Disconnected);
        writer.Write(WallPenetration);
        writer.Write(SmallestSeparation);
    }

    internal static FlockSnapshot Read(StateReader reader) => new(
        reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt32(),
        reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
}

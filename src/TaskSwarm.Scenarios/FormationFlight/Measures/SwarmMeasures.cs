using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.FormationFlight.Measures;

/// <summary>
/// The three graph-based swarm measures of SwarmLab (Soria, Schiano and Floreano, IROS 2020): order, union and
/// connectivity.
/// </summary>
public static class SwarmMeasures
{
    /// <summary>Mean over the drones of the mean cosine between their velocity and their neighbours': 1 when all
    /// fly alike, -1 when every neighbour flies the other way. Drones that stand still or have no neighbour are
    /// left out; 1 when none is left.</summary>
    public static double Order(IReadOnlyList<Vec3> velocities, InteractionGraph graph)
    {
        var directions = velocities.Select(v => VectorMath.DirectionOr(v, Vec3.Zero)).ToArray();
        var (sum, counted) = (0.0, 0);
        for (var i = 0; i < directions.Length; i++)
        {
            var neighbours = graph.Neighbours(i);
            if (neighbours.Count == 0 || directions[i] == Vec3.Zero)
            {
                continue;
            }

            sum += neighbours.Sum(j => directions[i].Dot(directions[j])) / neighbours.Count;
            counted++;
        }

        return counted == 0 ? 1 : sum / counted;
    }

    /// <summary>1 when the swarm is one connected group, 0 when every drone is alone:
    /// (N - components) / (N - 1).</summary>
    public static double Union(InteractionGraph graph) =>
        graph.Count == 1 ? 1 : (graph.Count - graph.ComponentCount()) / (double)(graph.Count - 1);

    /// <summary>Algebraic connectivity over the number of drones: 1 for a complete graph, 0 for one in parts.
    /// </summary>
    public static double Connectivity(InteractionGraph graph) =>
        graph.Count == 1 ? 1 : Math.Max(0, new ConsensusTheory(graph).Lambda2) / graph.Count;
}

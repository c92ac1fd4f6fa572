using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Measures;

/// <summary>
/// All pairs closer than a radius, found by a sweep along x: O(n log n + candidates). The order depends on the
/// positions alone.
/// </summary>
public static class ProximityPairs
{
    /// <summary>Pairs of indices, the smaller first, in rising order, with their distance in metres.</summary>
    public static IReadOnlyList<(int A, int B, double Distance)> Within(IReadOnlyList<Vec3> positions, double radius)
    {
        // Ties in x go to the index, so the sweep has one order only.
        var order = Enumerable.Range(0, positions.Count)
            .OrderBy(i => positions[i].X).ThenBy(i => i).ToArray();
        var pairs = new List<(int A, int B, double Distance)>();
        for (var s = 0; s < order.Length; s++)
        {
            var from = positions[order[s]];
            for (var e = s + 1; e < order.Length && positions[order[e]].X - from.X <= radius; e++)
            {
                var squared = (positions[order[e]] - from).LengthSquared;
                if (squared <= radius * radius)
                {
                    pairs.Add((Math.Min(order[s], order[e]), Math.Max(order[s], order[e]), Math.Sqrt(squared)));
                }
            }
        }

        pairs.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        return pairs;
    }

    /// <summary>Smallest distance between any two positions, m; infinity for fewer than two.</summary>
    public static double SmallestDistance(IReadOnlyList<Vec3> positions)
    {
        var order = Enumerable.Range(0, positions.Count)
            .OrderBy(i => positions[i].X).ThenBy(i => i).ToArray();
        var best = double.PositiveInfinity;
        for (var s = 0; s < order.Length; s++)
        {
            var from = positions[order[s]];
            for (var e = s + 1; e < order.Length && positions[order[e]].X - from.X < best; e++)
            {
                best = Math.Min(best, (positions[order[e]] - from).Length);
            }
        }

        return best;
    }
}

namespace TaskSwarm.Scenarios.FormationFlight.Graphs;

/// <summary>The interaction graphs that a scenario can name.</summary>
public static class GraphShapes
{
    /// <summary>0 - 1 - ... - n-1; lambda_k = 2 - 2 cos(pi k / n).</summary>
    public static InteractionGraph Path(int count) => new(count, Chain(count));

    /// <summary>A closed path of at least three; lambda_k = 2 - 2 cos(2 pi k / n).</summary>
    public static InteractionGraph Ring(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 3);
        return new InteractionGraph(count, [.. Chain(count), (count - 1, 0)]);
    }

    /// <summary>All with all; every eigenvalue but the first is n.</summary>
    public static InteractionGraph Complete(int count) => new(count, Enumerable.Range(0, count)
        .SelectMany(a => Enumerable.Range(a + 1, count - a - 1).Select(b => (a, b))));

    /// <summary>Vertex 0 with all others; eigenvalues 0, 1 and n.</summary>
    public static InteractionGraph Star(int count) =>
        new(count, Enumerable.Range(1, count - 1).Select(v => (0, v)));

    /// <summary>A grid of rows and columns, numbered row by row.</summary>
    public static InteractionGraph Grid(int rows, int columns) => new(rows * columns, Enumerable
        .Range(0, rows * columns).SelectMany(v => GridEdges(v, rows, columns)));

    /// <summary>Corners of a cube of <paramref name="dimension"/> dimensions; eigenvalues 0, 2, ..., 2d.</summary>
    public static InteractionGraph Hypercube(int dimension) => new(1 << dimension, Enumerable
        .Range(0, 1 << dimension).SelectMany(v => Enumerable.Range(0, dimension).Select(bit => (v, v ^ (1 << bit)))));

    private static IEnumerable<(int A, int B)> Chain(int count) =>
        Enumerable.Range(0, count - 1).Select(v => (v, v + 1));

    private static IEnumerable<(int A, int B)> GridEdges(int vertex, int rows, int columns)
    {
        if (vertex % columns < columns - 1)
        {
            yield return (vertex, vertex + 1);
        }

        if (vertex / columns < rows - 1)
        {
            yield return (vertex, vertex + columns);
        }
    }
}

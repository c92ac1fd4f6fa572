namespace TaskSwarm.Scenarios.FormationFlight.Graphs;

/// <summary>Who listens to whom: an undirected graph without weights or loops.</summary>
public sealed class InteractionGraph
{
    private readonly int[][] _neighbours;

    /// <summary>Makes a graph of <paramref name="count"/> vertices. An edge given twice counts once.</summary>
    /// <exception cref="ArgumentException">An edge leaves the graph or joins a vertex to itself.</exception>
    public InteractionGraph(int count, IEnumerable<(int A, int B)> edges)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
        Edges =
        [
            .. edges.Select(e => e.A < e.B ? e : (A: e.B, B: e.A)).Distinct().OrderBy(e => e.A).ThenBy(e => e.B),
        ];
        foreach (var (a, b) in Edges.Where(e => e.A < 0 || e.B >= count || e.A == e.B))
        {
            throw new ArgumentException(
                $"Edge [{a}, {b}] does not join two different vertices of 0 to {count - 1}.", nameof(edges));
        }

        var lists = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        foreach (var (a, b) in Edges)
        {
            lists[a].Add(b);
            lists[b].Add(a);
        }

        _neighbours = [.. lists.Select(list => list.Order().ToArray())];
    }

    /// <summary>Number of vertices.</summary>
    public int Count { get; }

    /// <summary>Edges, smaller vertex first, in order.</summary>
    public IReadOnlyList<(int A, int B)> Edges { get; }

    /// <summary>Neighbours of a vertex in rising order.</summary>
    public IReadOnlyList<int> Neighbours(int vertex) => _neighbours[vertex];

    /// <summary>The Laplacian: degrees on the diagonal, -1 for every edge.</summary>
    public double[,] Laplacian()
    {
        var matrix = new double[Count, Count];
        foreach (var (a, b) in Edges)
        {
            matrix[a, b] = matrix[b, a] = -1;
            matrix[a, a]++;
            matrix[b, b]++;
        }

        return matrix;
    }

    /// <summary>The component of every vertex, numbered from 0 by their lowest vertex.</summary>
    public int[] Components()
    {
        var component = new int[Count];
        Array.Fill(component, -1);
        var next = 0;
        var open = new Stack<int>();
        for (var start = 0; start < Count; start++)
        {
            if (component[start] >= 0)
            {
                continue;
            }

            component[start] = next;
            open.Push(start);
            while (open.TryPop(out var vertex))
            {
                foreach (var neighbour in _neighbours[vertex].Where(n => component[n] < 0))
                {
                    component[neighbour] = next;
                    open.Push(neighbour);
                }
            }

            next++;
        }

        return component;
    }

    /// <summary>Number of connected components.</summary>
    public int ComponentCount() => Components().Max() + 1;
}

namespace TaskSwarm.Allocation.ConsensusBundle;

/// <summary>Who hears whom in the central form of CBBA: an undirected connected graph.</summary>
internal sealed class ConsensusGraph
{
    private readonly int[][] _neighbours;

    private ConsensusGraph(int[][] neighbours)
    {
        _neighbours = neighbours;
        Diameter = Enumerable.Range(0, neighbours.Length).Select(Eccentricity).DefaultIfEmpty(0).Max();
    }

    private ConsensusGraph(int[][] neighbours, int diameter) => (_neighbours, Diameter) = (neighbours, diameter);

    /// <summary>D: the most hops between two agents.</summary>
    public int Diameter { get; }

    /// <summary>Everybody hears everybody.</summary>
    public static ConsensusGraph Complete(int agents) => new(
        [.. Enumerable.Range(0, agents).Select(i => Enumerable.Range(0, agents).Where(k => k != i).ToArray())],
        agents > 1 ? 1 : 0);

    /// <summary>The graph of the given links.</summary>
    /// <exception cref="ArgumentException">It is not connected.</exception>
    public static ConsensusGraph Of(int agents, IReadOnlyList<(int From, int To)> links) => new(
        [
            .. Enumerable.Range(0, agents).Select(i => links
                .Where(l => l.From == i || l.To == i)
                .Select(l => l.From == i ? l.To : l.From)
                .Where(k => k != i).Distinct().Order().ToArray()),
        ]);

    /// <summary>Whom an agent hears, ascending.</summary>
    public IReadOnlyList<int> NeighboursOf(int agent) => _neighbours[agent];

    private int Eccentricity(int from)
    {
        int[] hops = new int[_neighbours.Length];
        Array.Fill(hops, -1);
        hops[from] = 0;
        var reached = new List<int> { from };
        for (int at = 0; at < reached.Count; at++)
        {
            foreach (int next in _neighbours[reached[at]])
            {
                if (hops[next] < 0)
                {
                    hops[next] = hops[reached[at]] + 1;
                    reached.Add(next);
                }
            }
        }

        return reached.Count == hops.Length
            ? hops[reached[^1]]
            : throw new ArgumentException($"The network graph falls apart: agent {from} does not reach all others.");
    }
}

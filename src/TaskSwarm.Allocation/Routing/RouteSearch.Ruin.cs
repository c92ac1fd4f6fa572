namespace TaskSwarm.Allocation.Routing;

/// <content>Tearing down: strings of neighbouring stops.</content>
internal sealed partial class RouteSearch
{
    /// <summary>Mean number of stops that are taken out.</summary>
    private const double MeanRemoved = 10;

    /// <summary>No longer string is taken out of one route.</summary>
    private const double LongestString = 10;

    /// <summary>So many of the nearest stops are looked at around a stop.</summary>
    private const int NeighbourLimit = 400;

    /// <summary>How often a string is split, so that a part in its middle stays.</summary>
    private const double SplitRate = 0.5;

    private readonly int[][] _neighbours;
    private readonly List<int> _out = [];

    /// <summary>
    /// Takes strings of stops out of routes around one stop, each with the whole jobs that it touches (Christiaens and
    /// Vanden Berghe, Transportation Science 54(2), 2020).
    /// </summary>
    public void TearDown()
    {
        double assigned = _movable.Length - _absent.Count;
        double mean = Math.Max(1, 2 * assigned / Math.Max(1, _active.Count));
        double longest = Math.Min(LongestString, mean);
        double mostStrings = (4 * MeanRemoved / (1 + longest)) - 1;
        int strings = Math.Max(1, (int)_random.NextUniform(1, mostStrings + 1));
        int centre = _absent.Count > 0 && _random.NextInt(2) == 0
            ? _absent[_random.NextInt(_absent.Count)]
            : _movable[_random.NextInt(_movable.Length)];
        int seed = (2 * centre) + _random.NextInt(2);
        foreach (int node in Neighbours(_model.At[seed] == RoutingModel.AtHome ? seed | 1 : seed))
        {
            int vehicle = _holder[node >> 1];
            if (vehicle == Nobody || _touched[vehicle])
            {
                continue;
            }

            int most = (int)Math.Min(_routes[vehicle].Count, longest);
            TakeString(vehicle, node, 1 + _random.NextInt(Math.Max(1, most)));
            if (--strings == 0)
            {
                return;
            }
        }
    }

    private void TakeString(int vehicle, int node, int length)
    {
        RouteBuffer route = _routes[vehicle];
        int at = route.IndexOf(node);
        int kept = length > 1 && length < route.Count && _random.NextDouble() < SplitRate ? 1 : 0;
        int span = length + kept;
        int first = Math.Max(1, at - span + 1);
        int last = Math.Min(at, route.Count - span + 1);
        int from = first + _random.NextInt(Math.Max(1, last - first + 1));
        int hole = kept == 0 ? 0 : from + 1 + _random.NextInt(length - 1);
        for (int k = from; k < from + span && k <= route.Count; k++)
        {
            if (k != hole)
            {
                Mark(route.NodeAt(k) >> 1);
            }
        }

        TakeOutMarked(vehicle);
    }

    /// <summary>The stops of jobs that can change hands, nearest first, itself at the head.</summary>
    private int[] Neighbours(int node)
    {
        if (_neighbours[node] is { } known)
        {
            return known;
        }

        long[] ways = _model.Ways[_model.Problem.Vehicles[0].Class];
        int row = _model.At[node] * _model.Places;
        (long Way, int Node)[] all =
        [
            .. _movable.SelectMany(j => new[] { 2 * j, (2 * j) + 1 })
                .Where(n => _model.At[n] != RoutingModel.AtHome)
                .Select(n => (n == node ? -1 : ways[row + _model.At[n]], n)),
        ];
        Array.Sort(all);
        return _neighbours[node] = [.. all.Take(NeighbourLimit).Select(n => n.Node)];
    }
}

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>Who of those who take part speaks with whom, by <see cref="CrewPlan.Links"/>.</summary>
internal static class CrewGraph
{
    /// <summary>With whom an agent speaks, ascending.</summary>
    public static IReadOnlyList<int> NeighboursOf(CrewPlan plan, IReadOnlyList<int> members, int agent)
    {
        if (plan.Links is null)
        {
            return [.. members.Where(m => m != agent)];
        }

        var neighbours = new SortedSet<int>();
        foreach ((int from, int to) in plan.Links)
        {
            if (from == agent || to == agent)
            {
                neighbours.Add(from == agent ? to : from);
            }
        }

        neighbours.Remove(agent);
        neighbours.IntersectWith(members);
        return [.. neighbours];
    }

    /// <summary>The most hops between two of those who reach each other at all; at least 1.</summary>
    public static int DiameterOf(CrewPlan plan, IReadOnlyList<int> members)
    {
        if (plan.Links is null)
        {
            return 1;
        }

        SortedDictionary<int, IReadOnlyList<int>> neighbours = GraphOf(plan, members);
        return members.Select(m => HopsFrom(m, neighbours).Values.Max()).Append(1).Max();
    }

    /// <summary>Whether everybody reaches everybody.</summary>
    public static bool IsConnected(CrewPlan plan, IReadOnlyList<int> members)
    {
        if (plan.Links is null || members.Count == 0)
        {
            return true;
        }

        return HopsFrom(members[0], GraphOf(plan, members)).Count == members.Count;
    }

    private static SortedDictionary<int, IReadOnlyList<int>> GraphOf(CrewPlan plan, IReadOnlyList<int> members)
    {
        var neighbours = new SortedDictionary<int, IReadOnlyList<int>>();
        foreach (int member in members)
        {
            neighbours.Add(member, NeighboursOf(plan, members, member));
        }

        return neighbours;
    }

    private static SortedDictionary<int, int> HopsFrom(
        int from, SortedDictionary<int, IReadOnlyList<int>> neighbours)
    {
        var hops = new SortedDictionary<int, int> { [from] = 0 };
        var reached = new List<int> { from };
        for (int at = 0; at < reached.Count; at++)
        {
            foreach (int next in neighbours[reached[at]])
            {
                if (hops.TryAdd(next, hops[reached[at]] + 1))
                {
                    reached.Add(next);
                }
            }
        }

        return hops;
    }
}

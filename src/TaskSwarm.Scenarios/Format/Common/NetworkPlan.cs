using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>Turns links between named agents into the kernel's links between groups: agents that the same entries
/// name are one group.</summary>
internal static class NetworkPlan
{
    /// <summary>The group of each agent, and the network between the groups.</summary>
    public static int[] Make(
        NetworkSection section, Roster roster, int agents, IReadOnlyList<LinkCut> cuts, out NetworkModel network)
    {
        var groups = new int[agents];
        var sides = new List<(bool IsFrom, bool IsTo)[]> { new (bool, bool)[section.Links.Count] };
        for (var link = 0; link < section.Links.Count; link++)
        {
            var from = roster.Find(section.Links[link].From).Select(id => id.Index).ToHashSet();
            var to = roster.Find(section.Links[link].To).Select(id => id.Index).ToHashSet();
            Split(groups, sides, link, from, to);
        }
        network = new NetworkModel(sides.Count, Matrix(section, sides), cuts);
        return groups;
    }

    // Each link splits every group into at most four: named by neither side, by one, by the other, by both.
    private static void Split(
        int[] groups, List<(bool IsFrom, bool IsTo)[]> sides, int link, HashSet<int> from, HashSet<int> to)
    {
        var parts = new Dictionary<(int Group, bool IsFrom, bool IsTo), int>();
        for (var group = 0; group < sides.Count; group++)
        {
            parts[(group, false, false)] = group;
        }
        for (var agent = 0; agent < groups.Length; agent++)
        {
            var part = (groups[agent], from.Contains(agent), to.Contains(agent));
            if (!parts.TryGetValue(part, out var number))
            {
                number = sides.Count;
                var side = ((bool, bool)[])sides[groups[agent]].Clone();
                side[link] = (part.Item2, part.Item3);
                sides.Add(side);
                parts.Add(part, number);
            }
            groups[agent] = number;
        }
    }

    private static LinkSpec[] Matrix(NetworkSection section, List<(bool IsFrom, bool IsTo)[]> sides)
    {
        var matrix = new LinkSpec[sides.Count * sides.Count];
        for (var sender = 0; sender < sides.Count; sender++)
        {
            for (var receiver = 0; receiver < sides.Count; receiver++)
            {
                var spec = section.Base;
                for (var link = 0; link < section.Links.Count; link++)
                {
                    var (a, b) = (sides[sender][link], sides[receiver][link]);
                    var isOnWay = a.IsFrom && b.IsTo;
                    var isOnWayBack = !section.Links[link].IsOneWay && a.IsTo && b.IsFrom;
                    spec = isOnWay || isOnWayBack ? section.Links[link].Change(spec) : spec;
                }
                matrix[(sender * sides.Count) + receiver] = spec;
            }
        }
        return matrix;
    }
}

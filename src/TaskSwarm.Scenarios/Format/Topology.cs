namespace TaskSwarm.Scenarios.Format;

/// <summary>Who speaks with whom where agents agree among themselves.</summary>
/// <param name="Form">A common shape over the agents in the order of the scenario.</param>
/// <param name="Pairs">The pairs of agents, by name, of a shape that is told one by one; else empty.</param>
public sealed record Topology(TopologyShape Form, IReadOnlyList<IReadOnlyList<Located<string>>> Pairs)
{
    /// <summary>Everybody with everybody.</summary>
    public static Topology Complete { get; } = new(TopologyShape.Complete, []);

    /// <summary>The links by places of agents; null: everybody with everybody.</summary>
    /// <param name="scenario">Learns of names that no agent has.</param>
    /// <param name="names">The agents' names by place.</param>
    internal IReadOnlyList<(int From, int To)>? LinksOf(ScenarioReading scenario, IReadOnlyList<string> names) =>
        Form switch
        {
            TopologyShape.Complete => null,
            TopologyShape.Line => [.. Enumerable.Range(1, names.Count - 1).Select(a => (a - 1, a))],
            TopologyShape.Ring => [.. Enumerable.Range(0, names.Count).Select(a => (a, (a + 1) % names.Count))],
            TopologyShape.Star => [.. Enumerable.Range(1, names.Count - 1).Select(a => (0, a))],
            _ => [.. Pairs.Select(p => (Find(scenario, names, p[0]), Find(scenario, names, p[1])))],
        };

    private static int Find(ScenarioReading scenario, IReadOnlyList<string> names, Located<string> name)
    {
        var place = names.ToList().IndexOf(name.Value);
        if (place < 0)
        {
            scenario.Problem(name.Problem(
                $"no agent \"{name.Value}\"", "the name of an agent", Suggestion.DidYouMean(name.Value, names)));
        }

        return Math.Max(0, place);
    }
}

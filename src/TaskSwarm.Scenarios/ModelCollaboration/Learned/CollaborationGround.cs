using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What every protocol is built on.</summary>
/// <param name="Scenario">The scenario, which takes problems and assembles agents.</param>
/// <param name="Members">The field of the members, for problems with them.</param>
/// <param name="Common">What members of any collaboration know beforehand.</param>
/// <param name="Names">The members' names, in the order of their numbers.</param>
internal sealed record CollaborationGround(
    ScenarioReading Scenario, Field Members, ModelPlan Common, IReadOnlyList<string> Names)
{
    /// <summary>Refuses members of a character that the protocol has no use for.</summary>
    /// <param name="which">Such members.</param>
    /// <param name="found">What they are, such as <c>members that lie</c>.</param>
    /// <param name="expected">What is right.</param>
    /// <param name="hint">What to do instead.</param>
    public void Refuse(Func<MemberTraits, bool> which, string found, string expected, string hint)
    {
        if (Common.Traits.Any(which))
        {
            Scenario.Problem(Members, found, expected, hint);
        }
    }

    /// <summary>Refuses members whose models were trained elsewhere and do not learn.</summary>
    public void RequireLearners(string protocol) => Refuse(
        t => t.Onnx is not null, "members with an ONNX file", $"members that learn with the protocol {protocol}",
        "such a model answers and does not learn: it can take part in fusion and serving");

    /// <summary>The graph over all members; null and a problem if there is none.</summary>
    /// <param name="declared">As the scenario has it.</param>
    public InteractionGraph? MakeGraph(Located<GraphSection> declared)
    {
        (InteractionGraph? graph, string? expected) = declared.Value.Make(Names.Count, "members");
        if (graph is null)
        {
            Scenario.Problem(declared.Problem($"a graph over {Names.Count} members", expected!));
        }

        return graph;
    }

    /// <summary>Refuses members that learn false labels of images which others have too: an image has one label.
    /// </summary>
    public void RequireOwnImages()
    {
        IEnumerable<int> images = Common.Shards.SelectMany(shard => shard);
        if (Common.Traits.Any(t => t.Poison is { LabelShift: > 0 }) && images.Distinct().Count() < images.Count())
        {
            Scenario.Problem(
                Members, "members that learn false labels of images which others have too",
                "data.split: identical or by-class", "with data.split: whole members share images");
        }
    }

    /// <summary>Refuses members with models of their own shapes, which cannot be averaged.</summary>
    public void RequireOneShape(string protocol) => Refuse(
        t => t.Hidden is not null, "members with hidden layers of their own", $"one shape with the protocol {protocol}",
        "models are combined number by number; models of unlike shapes can share what they say: protocol fusion");
}

using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field that says who talks to whom, the same in every protocol without a server.</summary>
internal static class GraphField
{
    /// <summary>The field.</summary>
    public static Field<Located<GraphSection>> Graph { get; } = Field.WithDefault(
        "graph", "which members are neighbours: a named graph, or a list of pairs of members, counted from 0",
        GraphSection.Shaped.Located(), or: "complete");
}

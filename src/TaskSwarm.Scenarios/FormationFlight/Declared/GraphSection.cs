using System.Numerics;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>The field <c>control.graph</c>: a named graph, or pairs of slots.</summary>
/// <param name="Name">Name; null for pairs.</param>
/// <param name="Edges">Pairs of slots.</param>
internal sealed record GraphSection(string? Name, IReadOnlyList<(int A, int B)> Edges)
{
    private const int MostEdges = 100_000;

    /// <summary>The field as a file may write it.</summary>
    public static Shape<GraphSection> Shaped { get; } = Shape.Form(
        scalar: Shape.Choice(
            new[] { "ring", "path", "complete", "star", "grid", "hypercube" }
                .Select(name => (name, new GraphSection(name, []))).ToArray()),
        list: Shape.List(Shape.List(Shape.WholeNumber(0, MostEdges), 2, 2), 1, MostEdges).Select(
            edges => new GraphSection(null, [.. edges.Select(e => ((int)e[0], (int)e[1]))])));

    /// <summary>The graph over a number of slots, or what is wrong with it.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="called">What they are called, for messages.</param>
    public (InteractionGraph? Graph, string? Expected) Make(int slots, string called = "slots") => Name switch
    {
        "ring" when slots < 3 => (null, $"at least 3 {called} for a ring"),
        "ring" => (GraphShapes.Ring(slots), null),
        "path" => (GraphShapes.Path(slots), null),
        "complete" => (GraphShapes.Complete(slots), null),
        "star" => (GraphShapes.Star(slots), null),
        "grid" => MakeGrid(slots),
        "hypercube" when !BitOperations.IsPow2(slots) => (null, $"a power of two of {called} for a hypercube"),
        "hypercube" => (GraphShapes.Hypercube(BitOperations.Log2((uint)slots)), null),
        _ => FromEdges(slots, called),
    };

    /// <summary>The squarest grid that uses every slot.</summary>
    private static (InteractionGraph? Graph, string? Expected) MakeGrid(int slots)
    {
        var rows = 1;
        for (var r = 2; r * r <= slots; r++)
        {
            rows = slots % r == 0 ? r : rows;
        }

        return (GraphShapes.Grid(rows, slots / rows), null);
    }

    private (InteractionGraph? Graph, string? Expected) FromEdges(int slots, string called)
    {
        foreach (var (a, b) in Edges)
        {
            if (a == b || a >= slots || b >= slots)
            {
                return (null, $"pairs of two different {called} from 0 to {slots - 1}, unlike [{a}, {b}]");
            }
        }

        var graph = new InteractionGraph(slots, Edges);
        return graph.ComponentCount() == 1
            ? (graph, null)
            : (null, $"pairs that join all {called}: separate parts never agree");
    }
}

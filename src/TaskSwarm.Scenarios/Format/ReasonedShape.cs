using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A shape that says why it refuses.</summary>
internal sealed class ReasonedShape<T>(Shape<T> inner, string reason) : Shape<T>
{
    internal override string Expected => inner.Expected;

    internal override string? Note => inner.Note;

    internal override JsonObject Schema() => inner.Schema();

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        var own = new Problems();
        var isGood = inner.TryRead(node, path, own, out value);
        foreach (var problem in own.InOrder())
        {
            problems.Add(problem with { Hint = problem.Hint ?? reason });
        }
        return isGood;
    }
}

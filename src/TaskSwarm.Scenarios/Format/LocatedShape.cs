using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A shape that remembers where its value was written.</summary>
internal sealed class LocatedShape<T>(Shape<T> inner) : Shape<Located<T>>
{
    internal override string Expected => inner.Expected;

    internal override string? Note => inner.Note;

    internal override JsonObject Schema() => inner.Schema();

    internal override bool TryRead(SourceNode node, NodePath path, Problems problems, out Located<T> value)
    {
        if (!inner.TryRead(node, path, problems, out var read))
        {
            value = default;
            return false;
        }
        value = new Located<T>(read, node.Place, path.ToString());
        return true;
    }
}

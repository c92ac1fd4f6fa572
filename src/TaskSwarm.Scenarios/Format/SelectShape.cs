using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A shape whose value is converted after reading.</summary>
internal sealed class SelectShape<TIn, TOut>(Shape<TIn> inner, Func<TIn, TOut> convert) : Shape<TOut>
{
    internal override string Expected => inner.Expected;

    internal override string? Note => inner.Note;

    internal override JsonObject Schema() => inner.Schema();

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out TOut value)
    {
        if (!inner.TryRead(node, path, problems, out var read))
        {
            value = default;
            return false;
        }
        value = convert(read);
        return true;
    }
}

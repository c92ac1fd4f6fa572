using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A value that may be written as a scalar, a list or a map, each with a shape of its own.</summary>
internal sealed class FormShape<T>(Shape<T>? scalar, Shape<T>? list, Shape<T>? map) : Shape<T>
{
    private IEnumerable<Shape<T>> Forms => new[] { scalar, list, map }.OfType<Shape<T>>();

    internal override string Expected => string.Join(", or ", Forms.Select(form => form.Expected));

    internal override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray([.. Forms.Select(form => form.Schema())]),
    };

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        var form = node switch { ScalarNode => scalar, ListNode => list, _ => map };
        if (form is null)
        {
            value = default;
            return Refuse(node, path, problems);
        }
        return form.TryRead(node, path, problems, out value);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A list of values of one shape.</summary>
internal sealed class ListShape<T>(Shape<T> item, int min, int max) : Shape<IReadOnlyList<T>>
{
    internal override string Expected => (min, max) switch
    {
        (0, Shape.LongestList) => "a list",
        (1, Shape.LongestList) => "a list that is not empty",
        (_, Shape.LongestList) => Invariant($"a list of at least {min} items"),
        _ when min == max => Invariant($"a list of {min} items"),
        (0, _) => Invariant($"a list of at most {max} items"),
        _ => Invariant($"a list of {min} to {max} items"),
    };

    internal override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = item.Schema(),
        ["minItems"] = min,
        ["maxItems"] = max,
    };

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        // The count is checked before any item is read.
        if (node is not ListNode list || list.Items.Count < min || list.Items.Count > max)
        {
            return Refuse(node, path, problems);
        }
        var items = new List<T>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (item.TryRead(list.Items[i], path.Item(i), problems, out var read))
            {
                items.Add(read);
            }
        }
        value = items;
        return items.Count == list.Items.Count;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

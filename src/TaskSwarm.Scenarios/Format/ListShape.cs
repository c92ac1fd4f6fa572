using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A list of values of one shape.</summary>
internal sealed class ListShape<T>(Shape<T> item, int min, int max) : Shape<IReadOnlyList<T>>
{
    internal override string Expected => string.Create(CultureInfo.InvariantCulture, $"a list of {Count}");

    private FormattableString Count => (min, max) switch
    {
        var (low, high) when low == high => $"{low} items",
        (0, _) => $"at most {max} items",
        _ => $"{min} to {max} items",
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
}

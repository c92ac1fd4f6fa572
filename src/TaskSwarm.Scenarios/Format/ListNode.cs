using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A list of values.</summary>
internal sealed class ListNode(SourcePlace place, IReadOnlyList<SourceNode> items)
    : SourceNode(
        place, 1 + items.Sum(item => item.Weight), 1 + items.Select(item => item.Height).DefaultIfEmpty().Max())
{
    /// <summary>The values in order.</summary>
    public IReadOnlyList<SourceNode> Items { get; } = items;

    public override string Describe() => Items.Count switch
    {
        0 => "an empty list",
        1 => "a list of 1 item",
        var n => string.Create(CultureInfo.InvariantCulture, $"a list of {n} items"),
    };

    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}

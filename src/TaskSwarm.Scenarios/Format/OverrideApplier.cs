using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskSwarm.Scenarios.Format;

/// <summary>Applies overrides to a node tree, making new nodes along the way: aliases share the old ones.</summary>
internal static partial class OverrideApplier
{
    private const string Example = "path=value, such as network.loss=1% or faults[0].at=20s";

    /// <summary>The tree with all overrides applied. Those that do not fit the tree are problems.</summary>
    public static SourceNode Apply(SourceNode root, ScenarioOverrides overrides, Problems problems)
    {
        foreach (var assignment in overrides.Set)
        {
            root = ApplySet(root, assignment, problems);
        }
        root = ApplyOption(root, "--seed", "seed", overrides.Seed, problems);
        root = ApplyOption(root, "--duration", "duration", overrides.Duration, problems);
        return ApplyOption(root, "--strategy", "allocation.strategy", overrides.Strategy, problems);
    }

    private static SourceNode ApplySet(SourceNode root, string assignment, Problems problems)
    {
        var origin = "--set " + ScalarNode.Shorten(assignment);
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !PathPattern().IsMatch(assignment[..equals]))
        {
            problems.Add(
                new SourcePlace(origin, 0, 0), "", $"\"{ScalarNode.Shorten(assignment)}\"", Example);
            return root;
        }
        return Apply(root, origin, assignment[..equals], assignment[(equals + 1)..], problems);
    }

    private static SourceNode ApplyOption(
        SourceNode root, string option, string path, string? value, Problems problems) =>
        value is null ? root : Apply(root, $"{option} {ScalarNode.Shorten(value)}", path, value, problems);

    private static SourceNode Apply(SourceNode root, string origin, string path, string text, Problems problems)
    {
        var source = new SourceText(origin, text, HasLines: false);
        var value = text.Trim().Length == 0
            ? new ScalarNode(source.Start, "", isQuoted: false)
            : YamlReader.Read(source, problems);
        if (value is null)
        {
            return root;
        }
        var steps = StepPattern().Matches(path).Select(match => match.Value).ToArray();
        var changed = Replace(root, steps, NodePath.Root, value, problems) ?? root;
        if (changed.Height <= ScenarioLimits.Depth)
        {
            return changed;
        }
        problems.Add(source.Start, path, "lists or maps nested deeper than the limit", string.Create(
            CultureInfo.InvariantCulture, $"at most {ScenarioLimits.Depth} levels"));
        return root;
    }

    // Null if the path does not lead anywhere. Recursion is bounded by the number of steps that the pattern allows.
    private static SourceNode? Replace(
        SourceNode? node, ReadOnlySpan<string> steps, NodePath path, SourceNode value, Problems problems)
    {
        if (steps.Length == 0)
        {
            return value;
        }
        var step = steps[0];
        if (step[0] == '[')
        {
            return ReplaceItem(node, steps, path, value, problems);
        }
        if (node is not (MapNode or null))
        {
            problems.Add(value.Place, path.ToString(), $"{node.Describe()} at {node.Place}", $"a map with {step}");
            return null;
        }
        var map = node as MapNode ?? new MapNode(value.Place, []);
        var old = map.Find(step);
        if (Replace(old?.Value, steps[1..], path.Field(step), value, problems) is not { } inner)
        {
            return null;
        }
        var entry = new MapEntry(step, old?.Place ?? value.Place, inner);
        return new MapNode(map.Place, old is null
            ? [.. map.Entries, entry]
            : [.. map.Entries.Select(other => other.Key == step ? entry : other)]);
    }

    private static ListNode? ReplaceItem(
        SourceNode? node, ReadOnlySpan<string> steps, NodePath path, SourceNode value, Problems problems)
    {
        var index = int.Parse(steps[0].AsSpan(1, steps[0].Length - 2), CultureInfo.InvariantCulture);
        if (node is not ListNode list || index >= list.Items.Count)
        {
            var found = node is null ? "nothing" : $"{node.Describe()} at {node.Place}";
            problems.Add(value.Place, path.ToString(), found,
                string.Create(CultureInfo.InvariantCulture, $"a list with an item [{index}]; the first is [0]"));
            return null;
        }
        if (Replace(list.Items[index], steps[1..], path.Item(index), value, problems) is not { } inner)
        {
            return null;
        }
        var items = list.Items.ToArray();
        items[index] = inner;
        return new ListNode(list.Place, items);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,63}(\.[A-Za-z0-9_-]{1,64}|\[[0-9]{1,7}\]){0,31}\z")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"[A-Za-z0-9_-]+|\[[0-9]+\]")]
    private static partial Regex StepPattern();
}

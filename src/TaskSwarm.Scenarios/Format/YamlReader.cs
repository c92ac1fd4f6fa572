using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TaskSwarm.Scenarios.Format;

/// <summary>Turns YAML text into positioned nodes: anchors, aliases and merge keys are resolved, limits are held,
/// duplicate keys are refused.</summary>
internal sealed class YamlReader
{
    private const string MergeKey = "<<";

    private readonly SourceText source;
    private readonly GuardedParser parser;
    private readonly Problems problems;
    private readonly Dictionary<string, SourceNode?> anchors = new(StringComparer.Ordinal);
    private int nodes;
    private int aliases;

    private YamlReader(SourceText source, Problems problems)
    {
        this.source = source;
        this.problems = problems;
        parser = new GuardedParser(source.Text);
    }

    /// <summary>Reads the one document of a text; null if it cannot be read, and then problems say why.</summary>
    public static SourceNode? Read(SourceText source, Problems problems)
    {
        if (source.Text.Length > ScenarioLimits.FileBytes)
        {
            problems.Add(source.Start, "", Invariant($"{source.Text.Length} characters"),
                Invariant($"at most {ScenarioLimits.FileBytes}"));
            return null;
        }
        if (source.FindForbidden() is { } forbidden)
        {
            problems.Add(source.PlaceAt(forbidden), "", $"the character U+{(int)source.Text[forbidden]:X4}",
                "text without control characters");
            return null;
        }
        try
        {
            return new YamlReader(source, problems).ReadDocument();
        }
        catch (YamlException e)
        {
            // The library names the start of what a tab broke; the tab itself is what must be changed.
            var tab = e.Message.Contains(" tab ", StringComparison.Ordinal)
                ? source.FindIndentTab((int)e.Start.Line)
                : null;
            problems.Add(
                tab is { } at ? source.PlaceAt(at) : source.PlaceAt(e.Start.Line, e.Start.Column), "",
                $"text that is not YAML ({Reason(e)})", "valid YAML",
                tab is null ? null : "indent with spaces, not tabs");
            return null;
        }
        catch (RefusedException e)
        {
            problems.Add(e.Problem);
            return null;
        }
    }

    private SourceNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return new ScalarNode(source.Start, "", isQuoted: false);
        }
        parser.Consume<DocumentStart>();
        var root = ReadNode(NodePath.Root, 1);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            problems.Add(PlaceOf(second.Start), "", "a second document", "one document a file");
        }
        return root;
    }

    // Recursion is bounded by ScenarioLimits.Depth.
    private SourceNode ReadNode(NodePath path, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias, depth);
        }
        var start = parser.Consume<NodeEvent>();
        var place = PlaceOf(start.Start);
        if (++nodes > ScenarioLimits.Nodes)
        {
            throw TooManyNodes(place);
        }
        if (depth > ScenarioLimits.Depth)
        {
            throw TooDeep(place);
        }
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
        {
            var tag = ScalarNode.Shorten(start.Tag.Value);
            problems.Add(place, path.ToString(), $"the tag {tag}", "a value without a tag");
        }
        var anchor = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        if (anchor is not null)
        {
            // Null marks an anchor whose value is still being read: an alias to it would never end.
            anchors[anchor] = null;
        }
        var node = ReadValue(start, place, path, depth);
        if (node.Weight > ScenarioLimits.Nodes)
        {
            throw TooManyNodes(place);
        }
        if (anchor is not null)
        {
            anchors[anchor] = node;
        }
        return node;
    }

    private SourceNode ReadValue(NodeEvent start, SourcePlace place, NodePath path, int depth) => start switch
    {
        Scalar scalar => new ScalarNode(place, scalar.Value, scalar.Style != ScalarStyle.Plain),
        SequenceStart => ReadList(place, path, depth),
        _ => ReadMap(place, path, depth),
    };

    private ListNode ReadList(SourcePlace place, NodePath path, int depth)
    {
        var items = new List<SourceNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(path.Item(items.Count), depth + 1));
        }
        return new ListNode(place, items);
    }

    private MapNode ReadMap(SourcePlace place, NodePath path, int depth)
    {
        var own = new List<MapEntry>();
        var seen = new Dictionary<string, MapEntry>(StringComparer.Ordinal);
        var merged = new List<MapNode>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(path, depth + 1);
            var name = key is ScalarNode named ? named.Text : "?";
            var valuePath = path.Field(ScalarNode.Shorten(name));
            var value = ReadNode(valuePath, depth + 1);
            if (key is not ScalarNode scalar)
            {
                problems.Add(key.Place, path.ToString(), $"{key.Describe()} as a key", "a name as a key");
            }
            else if (scalar is { Text: MergeKey, IsQuoted: false })
            {
                CollectMerged(value, valuePath, merged);
            }
            else if (seen.TryGetValue(name, out var first))
            {
                problems.Add(key.Place, valuePath.ToString(), "the same key again",
                    Invariant($"every key once; the first is at line {first.Place.Line}"));
            }
            else
            {
                var entry = new MapEntry(name, key.Place, value);
                seen.Add(entry.Key, entry);
                own.Add(entry);
            }
        }
        AppendMerged(place, own, seen, merged);
        return new MapNode(place, own);
    }

    private void CollectMerged(SourceNode value, NodePath path, List<MapNode> merged)
    {
        foreach (var source in value is ListNode list ? list.Items : [value])
        {
            if (source is MapNode map)
            {
                merged.Add(map);
            }
            else
            {
                problems.Add(source.Place, path.ToString(), source.Describe(), "a map, or a list of maps, to merge");
            }
        }
    }

    // A map's own keys win over merged ones, and earlier merged maps over later ones (YAML merge key, 2005 draft).
    private void AppendMerged(
        SourcePlace place, List<MapEntry> own, Dictionary<string, MapEntry> seen, List<MapNode> merged)
    {
        foreach (var entry in merged.SelectMany(map => map.Entries))
        {
            if (!seen.TryAdd(entry.Key, entry))
            {
                continue;
            }
            if (++nodes > ScenarioLimits.Nodes)
            {
                throw TooManyNodes(place);
            }
            own.Add(entry);
        }
    }

    private SourceNode Resolve(AnchorAlias alias, int depth)
    {
        var place = PlaceOf(alias.Start);
        var name = alias.Value.Value;
        if (++aliases > ScenarioLimits.Aliases)
        {
            throw Refuse(place, "more aliases than the limit", Invariant($"at most {ScenarioLimits.Aliases}"));
        }
        if (!anchors.TryGetValue(name, out var node))
        {
            throw Refuse(place, $"*{ScalarNode.Shorten(name)}, an alias of nothing",
                "the name of an anchor (&name) further up");
        }
        if (node is null)
        {
            throw Refuse(place, $"*{ScalarNode.Shorten(name)} inside its own anchor",
                "an alias outside the value it repeats");
        }
        // Aliases of aliases could build a tower of any height from a file that is nowhere deep.
        return depth + node.Height - 1 <= ScenarioLimits.Depth ? node : throw TooDeep(place);
    }

    private SourcePlace PlaceOf(Mark mark) => source.PlaceAt(mark.Line, mark.Column);

    private static string Reason(YamlException e) =>
        new string([.. e.Message.TrimEnd('.').Select(c => char.IsControl(c) ? ' ' : c)]).ToLowerInvariant();

    private static RefusedException TooDeep(SourcePlace place) =>
        Refuse(place, "lists or maps nested deeper than the limit",
            Invariant($"at most {ScenarioLimits.Depth} levels"));

    private static RefusedException TooManyNodes(SourcePlace place) =>
        Refuse(place, "more values than the limit, counting what aliases repeat",
            Invariant($"at most {ScenarioLimits.Nodes}"));

    private static RefusedException Refuse(SourcePlace place, string found, string expected) =>
        new(new Problem(place, "", found, expected));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends reading at a problem after which going on would cost what the limits are there to save.</summary>
    private sealed class RefusedException(Problem problem) : Exception
    {
        public Problem Problem { get; } = problem;
    }
}

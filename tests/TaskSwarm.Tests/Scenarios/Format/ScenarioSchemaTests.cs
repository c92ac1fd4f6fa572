using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using NJsonSchema;
using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Format.Common;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

public class ScenarioSchemaTests
{
    private static readonly IReadOnlyList<IScenarioKind> Kinds = [new PatrolKind(), .. ScenarioCatalog.Kinds];

    private static readonly JsonSchema Schema =
        JsonSchema.FromJsonAsync(ScenarioLoading.Schema([new PatrolKind()])).GetAwaiter().GetResult();

    private static readonly string Everything = """
        {
          "taskswarm": 1, "kind": "patrol", "name": "all", "description": "d", "seed": 3, "duration": "60s",
          "onError": "restart", "x-mine": {"a": [1]},
          "network": {"latency": "20ms", "jitter": "1ms", "loss": "1%", "bandwidth": "1Mbit/s", "range": 300,
            "links": [{"from": "a", "to": ["b", "c*"], "oneWay": true, "latency": "5ms", "loss": 0.5}]},
          "squads": [{"name": "alpha", "agents": [], "parent": "beta", "supervision": {"policy": "stop"},
            "onEscalation": {}}, {"name": "beta", "agents": "guard-*"}],
          "supervision": {"policy": "escalate", "state": "empty", "backoff": "1s", "backoffFactor": 1.5,
            "maxBackoff": "1m", "maxRestarts": 3, "within": "60s", "checkpointEvery": "5s"},
          "faults": [{"at": "1s", "crash": "a", "repair": "3s"}, {"at": 0, "crash": ["a"], "permanent": true},
            {"at": "2s", "cut": {"between": "a", "and": ["b"]}, "for": "1s"},
            {"at": "2s", "partition": [["a"], ["b"]]}, {"at": "3s", "slow": "a", "factor": 0.5},
            {"at": "3s", "silence": "a"}, {"at": "3s", "lie": "a", "factor": 2},
            {"mtbf": "2h", "mttr": "5m", "agents": "*"}],
          "allocation": {"strategy": "iterated-contract-net", "replyWithin": "500ms", "heartbeat": "1s",
            "missedHeartbeats": 3, "maxRounds": 3, "maxReannouncements": 10},
          "guards": {"count": 4, "mass": "1.5kg", "speed": 3.5, "battery": "50Wh", "squad": "alpha"},
          "route": {"type": "circle", "radius": "5m"}, "points": [[0, "1m", 2.5], [1, 2, 3]],
          "odds": {"dogs": "40%", "cats": 0}, "atNight": true, "turn": "90deg"
        }
        """;

    private static readonly JsonSerializerOptions OnLines = new() { WriteIndented = true };

    // Values of every form, none of which breaks only a bound of a number with a unit: JSON Schema cannot say those.
    // Nor 1e3, which is a whole number here and in draft 7, but not to this validator.
    private static readonly string[] Pool =
    [
        "null", "true", "false", "0", "1", "-1", "4", "0.5", "1.5", "12345678901", "\"\"", "\"a\"",
        "\"two words\"", "\"-a\"", "\"a*\"", "\"4\"", "\"5s\"", "\"5 s\"", "\"5\"", "\"-5s\"", "\"3m\"", "\"3km\"",
        "\"2kg\"", "\"2 parsec\"", "\"50%\"", "\"1Mbit/s\"", "\"10Wh\"", "\"45deg\"", "\"3m/s\"", "\"1e3m\"",
        "\"1e3s\"",
        "\"restart\"", "\"contract-net\"", "\"circle\"", "\"line\"", "\"patrol\"", "[]", "{}", "[1]", "[\"a\"]",
        "[[\"a\"],[\"b\"]]", "[[1,2,3]]", "[[1,2]]", "{\"a\": 1}", "{\"type\": \"line\"}", "{\"policy\": \"stop\"}",
        "{\"at\": \"1s\", \"crash\": \"a\"}",
    ];

    [Fact]
    public void Schema_and_parser_accept_a_document_with_every_field()
    {
        Refusals(Everything).ShouldBeEmpty();
        Schema.Validate(Everything).ShouldBeEmpty();
    }

    [Property(MaxTest = 500)]
    public void Schema_and_parser_agree_on_every_changed_document(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var document = JsonNode.Parse(Everything)!;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            Change(document, random);
        }
        var text = document.ToJsonString();

        var (refusals, errors) = (Refusals(text), Schema.Validate(text));

        (refusals.Length == 0).ShouldBe(
            errors.Count == 0, $"{text}\nparser: {string.Join("\n", refusals)}\nschema: {string.Join("\n", errors)}");
    }

    [Fact]
    public void Every_field_of_the_schema_is_described_and_read_by_the_parser()
    {
        foreach (var kind in Kinds)
        {
            var root = JsonNode.Parse(ScenarioLoading.Schema([kind]))!["anyOf"]![0]!.AsObject();
            foreach (var (path, document) in Probes(root))
            {
                ShouldReadNothingAt(kind, path, document.ToJsonString(OnLines));
            }
        }
    }

    [Fact]
    public void Every_declared_field_is_in_the_schema()
    {
        foreach (var kind in Kinds)
        {
            var properties = JsonNode.Parse(ScenarioLoading.Schema([kind]))!["anyOf"]![0]!["properties"]!.AsObject();
            properties.Select(property => property.Key)
                .ShouldBe(ScenarioHead.FieldsFor(kind, AllocatorCatalog.Instance).Select(field => field.Name));
        }
    }

    private static void ShouldReadNothingAt(IScenarioKind kind, string path, string text)
    {
        var lines = text.Split('\n');
        var problems = new Problems();
        Shape.Section(kind.Name, ScenarioHead.FieldsFor(kind, AllocatorCatalog.Instance), read => read)
            .TryParse("f", text, problems, out _);

        bool IsAtNull(SourcePlace place) =>
            lines[place.Line - 1][(place.Column - 1)..].StartsWith("null", StringComparison.Ordinal);
        problems.InOrder().Any(p => p.Path == path && p.Found == "nothing" && IsAtNull(p.Place)).ShouldBeTrue(
            $"{kind.Name}: the parser does not read {path} of\n{text}\n{string.Join("\n", problems.InOrder())}");
    }

    // For each property anywhere in a schema: its path, and a document in which it is null and all else is missing,
    // but for what tells variants apart.
    private static IEnumerable<(string Path, JsonNode Document)> Probes(JsonNode schema)
    {
        if (schema["anyOf"] is JsonArray options)
        {
            return options.SelectMany(option => Probes(option!));
        }
        if (schema["items"] is { } item)
        {
            return Probes(item).Select(inner => (Join("[0]", inner.Path), (JsonNode)new JsonArray(inner.Document)));
        }
        return schema["properties"] is JsonObject properties
            ? properties.SelectMany(property => ProbesOf(schema, property.Key, property.Value!))
            : [];
    }

    private static IEnumerable<(string Path, JsonNode Document)> ProbesOf(
        JsonNode schema, string name, JsonNode property)
    {
        property["description"]?.GetValue<string>().ShouldNotBeNullOrWhiteSpace(name);
        yield return (name, With(schema, name, null));
        foreach (var inner in Probes(property))
        {
            yield return (Join(name, inner.Path), With(schema, name, inner.Document));
        }
    }

    private static string Join(string outer, string inner) => inner[0] == '[' ? outer + inner : $"{outer}.{inner}";

    private static JsonObject With(JsonNode schema, string name, JsonNode? value)
    {
        var document = new JsonObject();
        foreach (var required in schema["required"]!.AsArray().Select(node => node!.GetValue<string>()))
        {
            var words = schema["properties"]![required]!["enum"];
            document[required] = words is JsonArray { Count: 1 } ? words[0]!.DeepClone() : 0;
        }
        document[name] = value;
        return document;
    }

    private static string[] Refusals(string text)
    {
        var problems = new Problems();
        if (YamlReader.Read(new SourceText("f", text), problems) is MapNode map)
        {
            var fields = ScenarioHead.FieldsFor(new PatrolKind(), AllocatorCatalog.Instance);
            Shape.Section("a scenario", fields, read => read)
                .TryRead(map, NodePath.Root, problems, ScenarioSchema.IsExtension, out _);
        }
        return [.. problems.InOrder().Select(problem => problem.ToString())];
    }

    private static void Change(JsonNode document, Random random)
    {
        var holders = Holders(document).ToList();
        var holder = holders[random.Next(holders.Count)];
        var value = JsonNode.Parse(Pool[random.Next(Pool.Length)]);
        if (holder is JsonArray list)
        {
            list[random.Next(list.Count)] = value;
            return;
        }
        var map = holder.AsObject();
        var key = map.ElementAt(random.Next(map.Count)).Key;
        switch (random.Next(4))
        {
            case 0:
                map.Remove(key);
                break;
            case 1:
                map["unknown" + random.Next(3).ToString(CultureInfo.InvariantCulture)] = value;
                break;
            default:
                map[key] = value;
                break;
        }
    }

    private static IEnumerable<JsonNode> Holders(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } map => map.SelectMany(pair => Holders(pair.Value)).Append(map),
        JsonArray { Count: > 0 } list => list.SelectMany(Holders).Append(list),
        _ => [],
    };
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The name of a strategy that a kind can use. One that exists but does not suit is refused with the kind's
/// reason.</summary>
internal sealed class StrategyShape(IScenarioKind kind, IStrategyCatalog strategies) : ScalarShape<string>
{
    private readonly string[] names = [.. kind.StrategiesFrom(strategies).Select(s => s.Name)];

    internal override string Expected => (names.Length == 1 ? "" : "one of ") + string.Join(", ", names);

    internal override JsonObject Schema() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
    };

    protected override bool TryParse(ScalarNode scalar, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Kind == ScalarKind.Text ? Array.Find(names, name => name == scalar.Text) : null;
        return value is not null;
    }

    protected override string? Hint(ScalarNode scalar) =>
        strategies.All.FirstOrDefault(s => s.Name == scalar.Text) is { } known
            ? kind.Objection(known)
            : Suggestion.DidYouMean(scalar.Text, names);
}

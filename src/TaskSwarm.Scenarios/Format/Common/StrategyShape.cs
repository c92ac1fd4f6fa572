using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The name of a strategy that may stand at a place. One that exists but does not suit is refused with the
/// reason.</summary>
/// <param name="suitable">The strategies that may stand there, in the order in which they are listed.</param>
/// <param name="strategies">Every strategy.</param>
/// <param name="objection">Why a strategy may not stand there, in words; null if it may.</param>
internal sealed class StrategyShape(
    IReadOnlyList<StrategyInfo> suitable, IStrategyCatalog strategies, Func<StrategyInfo, string?> objection)
    : ScalarShape<string>
{
    private readonly string[] names = [.. suitable.Select(s => s.Name)];

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
            ? objection(known)
            : Suggestion.DidYouMean(scalar.Text, names);
}

using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>True or false, not yes or on: YAML 1.2 knows only these two.</summary>
internal sealed class TruthShape : ScalarShape<bool>
{
    internal override string Expected => "true or false";

    internal override JsonObject Schema() => new() { ["type"] = "boolean" };

    protected override bool TryParse(ScalarNode scalar, out bool value)
    {
        value = scalar.Kind == ScalarKind.Truth && scalar.Text[0] is 't' or 'T';
        return scalar.Kind == ScalarKind.Truth;
    }
}

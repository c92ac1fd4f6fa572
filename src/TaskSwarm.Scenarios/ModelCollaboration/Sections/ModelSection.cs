using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The section <c>model</c>.</summary>
internal static class ModelSection
{
    private static readonly Field<IReadOnlyList<long>> Hidden = Field.WithDefault(
        "hidden", "units of each hidden layer; none is softmax regression", Layers, or: "[200, 200]");

    /// <summary>Units of hidden layers.</summary>
    public static Shape<IReadOnlyList<long>> Layers => Shape.List(Shape.WholeNumber(1, 100_000), 0, 20);

    /// <summary>Units of the hidden layers.</summary>
    public static Shape<IReadOnlyList<int>> Shaped { get; } = Shape.Section<IReadOnlyList<int>>(
        "a model", [Hidden], read => [.. read.Get(Hidden).Select(units => (int)units)]);
}

using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>How members shorten what they hand in: the change of the model, not the model.</summary>
/// <param name="Bits">Bits of a number, 2 to 16; 0: numbers are not rounded.</param>
/// <param name="Top">Share of the numbers that is handed in, above 0 to 1; 0: all.</param>
public sealed record CompressionRule(int Bits, double Top)
{
    /// <summary>Models are handed in as they are.</summary>
    public static CompressionRule None { get; } = new(0, 0);

    /// <summary>Whether changes are handed in, not models.</summary>
    public bool IsOfChanges => Bits > 0 || Top > 0;

    /// <summary>What so many parameters take, bytes.</summary>
    public int BytesOf(int parameters) =>
        Bits > 0 ? QuantisedVector.SizeOf(Bits, parameters)
        : Top > 0 ? SparseVector.SizeOf(new TopSparsification(Top).Sent(parameters))
        : sizeof(float) * parameters;
}

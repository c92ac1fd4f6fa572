namespace TaskSwarm.Scenarios.Format;

/// <summary>A unit's symbol and its size in the quantity's base unit, as a fraction so that it is exact.</summary>
/// <param name="Symbol">What is written after the number.</param>
/// <param name="Size">Numerator of the size.</param>
/// <param name="Per">Denominator of the size; 1 for quantities that are counted exactly.</param>
internal sealed record Unit(string Symbol, double Size, double Per = 1);

namespace TaskSwarm.Learning.Aggregation;

/// <summary>One share of a <see cref="MaskSeed"/>: the values of three polynomials over the field of 2^61 - 1 at one
/// point, one for each limb of the seed (60, 60 and 8 bits).</summary>
/// <param name="Point">Where the polynomials were evaluated, above zero.</param>
/// <param name="Low">Value for bits 0 to 59.</param>
/// <param name="Middle">Value for bits 60 to 119.</param>
/// <param name="High">Value for bits 120 to 127.</param>
public readonly record struct SeedShare(int Point, ulong Low, ulong Middle, ulong High);

namespace TaskSwarm.Learning.Aggregation;

/// <summary>A share that somebody keeps.</summary>
/// <param name="Owner">Whose secret it is a share of.</param>
/// <param name="Share">The share.</param>
public readonly record struct HeldShare(int Owner, SeedShare Share);

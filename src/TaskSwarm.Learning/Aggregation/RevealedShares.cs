namespace TaskSwarm.Learning.Aggregation;

/// <summary>What a client tells the server so that masks can be taken off (round 3 of the protocol).</summary>
/// <param name="By">The client.</param>
/// <param name="Keys">Its shares of the secret keys of those who dropped out, by client.</param>
/// <param name="Selves">Its shares of the own masks' seeds of those who sent a masked vector, by client.</param>
public sealed record RevealedShares(int By, IReadOnlyList<HeldShare> Keys, IReadOnlyList<HeldShare> Selves);

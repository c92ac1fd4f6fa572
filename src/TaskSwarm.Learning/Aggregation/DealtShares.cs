namespace TaskSwarm.Learning.Aggregation;

/// <summary>What one client deals to another (round 1 of the protocol; the paper encrypts it on its way through the
/// server, here nobody else reads it).</summary>
/// <param name="From">Whose secrets these are shares of.</param>
/// <param name="To">Who keeps them.</param>
/// <param name="Key">Share of the secret key.</param>
/// <param name="Self">Share of the own mask's seed.</param>
public sealed record DealtShares(int From, int To, SeedShare Key, SeedShare Self);

namespace TaskSwarm.Learning.Aggregation;

/// <summary>The public key of a client (round 0 of the protocol).</summary>
/// <param name="Client">Its id, not below zero.</param>
/// <param name="Key">Its key; see <see cref="KeyAgreement"/>.</param>
public readonly record struct AdvertisedKey(int Client, ulong Key);

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What a member offers and asks where members answer each other's cases.</summary>
/// <param name="Cases">How many cases come to it.</param>
/// <param name="Rate">Cases a second, above zero if there are any.</param>
/// <param name="Power">What its device takes while it computes, W.</param>
/// <param name="Price">What it charges for an answer.</param>
public sealed record ServiceTraits(int Cases, double Rate, double Power, double Price);

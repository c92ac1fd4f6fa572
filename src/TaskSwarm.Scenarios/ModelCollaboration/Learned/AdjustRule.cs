namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What changes when a collaboration no longer gets better.</summary>
/// <param name="After">Rounds without a better accuracy than ever before.</param>
/// <param name="Rate">Factor of the learning rate.</param>
/// <param name="Share">Factor of the share of members in a round.</param>
/// <param name="AtMost">How often; then the collaboration ends.</param>
public sealed record AdjustRule(int After, double Rate, double Share, int AtMost);

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>When a member is no longer asked.</summary>
/// <param name="After">Not before so many of its answers.</param>
/// <param name="Below">If a smaller share of them than this agreed with what was decided.</param>
public sealed record DistrustRule(int After, double Below);

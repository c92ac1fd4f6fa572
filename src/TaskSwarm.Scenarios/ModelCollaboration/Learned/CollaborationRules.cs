namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>The terms of a protocol by which models combine what they know.</summary>
public abstract record CollaborationRules;

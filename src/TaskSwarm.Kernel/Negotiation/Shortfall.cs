namespace TaskSwarm.Kernel.Negotiation;

/// <summary>By what an agent falls short of a task, for people who ask later. Nothing is decided by it.</summary>
/// <param name="Obstacle">What is in the way.</param>
/// <param name="Detail">In words that go on from the agent's name: <c>lacks the skill weld</c>.</param>
public sealed record Shortfall(Obstacle Obstacle, string Detail);

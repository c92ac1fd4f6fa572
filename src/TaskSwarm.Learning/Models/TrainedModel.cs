namespace TaskSwarm.Learning.Models;

/// <summary>What training ended with.</summary>
/// <param name="Parameters">The model.</param>
/// <param name="Loss">Mean cross-entropy over the last pass, each batch measured before its step; nats.</param>
public sealed record TrainedModel(float[] Parameters, double Loss);

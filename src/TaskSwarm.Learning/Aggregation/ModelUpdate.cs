namespace TaskSwarm.Learning.Aggregation;

/// <summary>What a client of federated learning sends after training.</summary>
/// <param name="Parameters">Its model; nobody changes them any more.</param>
/// <param name="Examples">How many examples it learned from, not below zero. It is the client's word: only
/// <see cref="WeightedAverage"/> heeds it.</param>
public sealed record ModelUpdate(float[] Parameters, int Examples);

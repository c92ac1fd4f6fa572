namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>What the cost of a bid is made of.</summary>
/// <param name="Latency">Of a second until the answer is there.</param>
/// <param name="Energy">Of a joule.</param>
/// <param name="Price">Of a unit of price.</param>
/// <param name="Accuracy">Of a wrong answer, by how probable it is.</param>
public sealed record ServingWeights(double Latency, double Energy, double Price, double Accuracy);

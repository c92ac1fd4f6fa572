namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>How a member lies about what it has learnt.</summary>
/// <param name="Factor">What the change of the model is multiplied by; 1 is honest.</param>
/// <param name="Noise">Standard deviation of normal noise on every parameter.</param>
/// <param name="LabelShift">How many classes higher it takes each image to be.</param>
public sealed record Poison(double Factor, double Noise, int LabelShift);

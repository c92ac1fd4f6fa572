namespace TaskSwarm.Learning.Data;

/// <summary>Images to learn from and images to judge by.</summary>
/// <param name="Training">To learn from.</param>
/// <param name="Testing">To judge by; of the same size.</param>
public sealed record DataSet(LabelledImages Training, LabelledImages Testing);

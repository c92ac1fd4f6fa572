namespace TaskSwarm.Learning.Fusion;

/// <summary>Weights that <see cref="SimplexLeastSquares"/> found.</summary>
/// <param name="Weights">One for each member, not below zero, at most 1 together.</param>
/// <param name="KktResidual">By how much they miss the conditions of an optimum; see
/// <see cref="SimplexLeastSquares.KktResidual"/>.</param>
/// <param name="Steps">Steps of the active-set method.</param>
public sealed record SimplexFit(IReadOnlyList<double> Weights, double KktResidual, int Steps);

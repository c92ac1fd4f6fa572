namespace TaskSwarm.Learning.Models;

/// <summary>Mini-batch stochastic gradient descent.</summary>
/// <param name="Rate">Learning rate, above zero.</param>
/// <param name="Batch">Images in a batch; 0 for all in one.</param>
/// <param name="Epochs">Passes over the images, above zero.</param>
/// <param name="Momentum">Share of the last step that goes on, from 0 to below 1; the velocity begins at zero with each
/// training (Sutskever et al. 2013, classical form).</param>
/// <param name="Proximal">Pull towards where training began, from 0: mu of FedProx (Li et al. 2020).</param>
public sealed record SgdSettings(
    double Rate, int Batch = 10, int Epochs = 1, double Momentum = 0, double Proximal = 0);

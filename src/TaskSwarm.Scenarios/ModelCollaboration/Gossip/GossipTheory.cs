using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>
/// What theory promises of pairwise gossip (Boyd et al. 2006, section III): a member is drawn uniformly, then one of
/// its neighbours uniformly, and both move to their mean, so that x becomes W x with W a projection. The mean square
/// disagreement after an exchange is x' E[W] x, at most the second largest eigenvalue of E[W] times that before.
/// </summary>
public sealed class GossipTheory
{
    private readonly InteractionGraph _graph;

    /// <summary>Computes the spectrum of E[W].</summary>
    /// <param name="graph">Two vertices at least, each with a neighbour.</param>
    public GossipTheory(InteractionGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _graph = graph;
        var mean = new double[graph.Count, graph.Count];
        for (int i = 0; i < graph.Count; i++)
        {
            mean[i, i] = 1;
        }

        foreach ((int a, int b) in graph.Edges)
        {
            double half = ChanceOf(a, b) / 2;
            mean[a, a] -= half;
            mean[b, b] -= half;
            mean[a, b] += half;
            mean[b, a] += half;
        }

        Factor = SymmetricEigenvalues.Of(mean)[^2];
    }

    /// <summary>The second largest eigenvalue of E[W]: the bound on the factor of the mean square disagreement an
    /// exchange.</summary>
    public double Factor { get; }

    /// <summary>The factor to be expected of the next exchange.</summary>
    /// <param name="models">Every member's, seen in some directions; not all alike.</param>
    public double Expected(IReadOnlyList<double[]> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        double loss = 0;
        foreach ((int a, int b) in _graph.Edges)
        {
            double apart = 0;
            for (int direction = 0; direction < models[a].Length; direction++)
            {
                double distance = models[a][direction] - models[b][direction];
                apart += distance * distance;
            }

            loss += ChanceOf(a, b) * apart / 2;
        }

        return 1 - (loss / Disagreement.Squared(models));
    }

    private double ChanceOf(int a, int b) =>
        ((1.0 / _graph.Neighbours(a).Count) + (1.0 / _graph.Neighbours(b).Count)) / _graph.Count;
}

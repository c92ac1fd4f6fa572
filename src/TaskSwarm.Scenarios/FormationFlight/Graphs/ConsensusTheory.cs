namespace TaskSwarm.Scenarios.FormationFlight.Graphs;

/// <summary>
/// What theory promises of consensus on a connected undirected graph: Olfati-Saber and Murray, IEEE TAC 49(9), 2004
/// (rate, step, delay); Ren and Beard, Distributed Consensus in Multi-vehicle Cooperative Control, 2008, chapter 4
/// (second order).
/// </summary>
public sealed class ConsensusTheory
{
    /// <summary>Computes the spectrum of a graph's Laplacian.</summary>
    /// <exception cref="ArgumentException">The graph has fewer than two vertices.</exception>
    public ConsensusTheory(InteractionGraph graph)
    {
        if (graph.Count < 2)
        {
            throw new ArgumentException("Consensus needs at least two vertices.", nameof(graph));
        }

        Spectrum = SymmetricEigenvalues.Of(graph.Laplacian());
    }

    /// <summary>Eigenvalues of the Laplacian in rising order; the first is zero.</summary>
    public IReadOnlyList<double> Spectrum { get; }

    /// <summary>Algebraic connectivity: the second smallest eigenvalue, zero for a graph in parts. The
    /// disagreement of dx/dt = -L x decays at least as exp(-lambda_2 t).</summary>
    public double Lambda2 => Spectrum[1];

    /// <summary>The largest eigenvalue.</summary>
    public double LambdaMax => Spectrum[^1];

    /// <summary>Slowest time constant in continuous time, s.</summary>
    public double TimeConstant => 1 / Lambda2;

    /// <summary>Time in which the bound on the disagreement falls to <paramref name="share"/> of its start, s.
    /// </summary>
    public double TimeToShare(double share) => -Math.Log(share) / Lambda2;

    /// <summary>Discrete steps x - step L x are stable below this.</summary>
    public double StepLimit => 2 / LambdaMax;

    /// <summary>The step with the fastest worst-case contraction.</summary>
    public double BestStep => 2 / (Lambda2 + LambdaMax);

    /// <summary>Factor by which the disagreement shrinks in one discrete step, at worst.</summary>
    public double StepFactor(double step) =>
        Math.Max(Math.Abs(1 - (step * Lambda2)), Math.Abs(1 - (step * LambdaMax)));

    /// <summary>dx/dt = -gain L x(t - tau) is stable exactly for tau below pi / (2 gain lambda_max), s.</summary>
    public double DelayMargin(double gain = 1) => Math.PI / (2 * gain * LambdaMax);

    /// <summary>
    /// Rate of the slowest mode of a = -k L x - gamma L v: the largest real part among the roots of
    /// s^2 + gamma lambda s + k lambda over the eigenvalues but the first. Negative means agreement.
    /// </summary>
    public double SecondOrderAbscissa(double stiffness, double damping) =>
        Spectrum.Skip(1).Max(lambda => LargestRealPart(damping * lambda, stiffness * lambda));

    /// <summary>Larger real part of the roots of s^2 + b s + c.</summary>
    private static double LargestRealPart(double b, double c)
    {
        var discriminant = (b * b) - (4 * c);
        return discriminant <= 0 ? -b / 2 : (-b + Math.Sqrt(discriminant)) / 2;
    }
}

using System.Numerics;

namespace TaskSwarm.Learning.Fusion;

/// <summary>What a least-squares problem ||A w - b||^2 comes down to: G = A'A, c = A'b and b'b. The columns of A are
/// the members, so the size is that of the ensemble whatever the number of examples.</summary>
public sealed class NormalEquations
{
    private readonly double[] _gram;
    private readonly double[] _moments;
    private readonly double _target;

    private NormalEquations(double[] gram, double[] moments, double target)
    {
        _gram = gram;
        _moments = moments;
        _target = target;
    }

    /// <summary>Number of members.</summary>
    public int Members => _moments.Length;

    /// <summary>G, row by row.</summary>
    public ReadOnlySpan<double> Gram => _gram;

    /// <summary>c.</summary>
    public ReadOnlySpan<double> Moments => _moments;

    /// <summary>Works them out in double precision; every sum runs over the examples in rising order.</summary>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <param name="columns">What each member says of every example; at least one member.</param>
    /// <param name="target">What is right.</param>
    /// <exception cref="ArgumentException">There is no member, or one says more or less than the target
    /// has.</exception>
    public static NormalEquations Of<T>(IReadOnlyList<T[]> columns, ReadOnlySpan<T> target)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count, nameof(columns));
        int members = columns.Count;
        var gram = new double[members * members];
        var moments = new double[members];
        for (int i = 0; i < members; i++)
        {
            if (columns[i].Length != target.Length)
            {
                throw new ArgumentException(
                    $"Member {i} says {columns[i].Length} numbers of {target.Length}.", nameof(columns));
            }

            moments[i] = Dot<T>(columns[i], target);
            for (int j = 0; j <= i; j++)
            {
                gram[(i * members) + j] = Dot<T>(columns[i], columns[j]);
                gram[(j * members) + i] = gram[(i * members) + j];
            }
        }

        return new NormalEquations(gram, moments, Dot(target, target));
    }

    /// <summary>||A w - b||^2, not below zero.</summary>
    /// <param name="weights">w, one for each member.</param>
    public double SquaredError(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, Members, nameof(weights));
        double error = _target;
        for (int i = 0; i < Members; i++)
        {
            double slope = -2 * _moments[i];
            for (int j = 0; j < Members; j++)
            {
                slope += _gram[(i * Members) + j] * weights[j];
            }

            error += weights[i] * slope;
        }

        return Math.Max(0, error);
    }

    private static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += double.CreateTruncating(x[i]) * double.CreateTruncating(y[i]);
        }

        return sum;
    }
}

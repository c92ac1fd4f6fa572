namespace TaskSwarm.Learning.Fusion;

/// <summary>One walk of <see cref="SimplexLeastSquares"/>. The last of its shares is the slack, whose row and column of
/// G and whose element of c are zero. The shares always sum to 1.</summary>
internal sealed class SimplexActiveSet
{
    /// <summary>Pivots below this share of the diagonal are rounding. It is ten times smaller than
    /// <see cref="Level"/>, so where a pivot is that small, a gradient that counts leads to the border.</summary>
    private const double PivotTolerance = 1e-13;

    /// <summary>Gradients that differ by less, relative to the largest number, are equal.</summary>
    private const double Level = 1e-12;

    /// <summary>Steps on one set: the second and third only take away what the first left by rounding.</summary>
    private const int StepsOnSet = 3;

    private readonly int _members;
    private readonly double[] _gram;
    private readonly double[] _moments;
    private readonly double _tolerance;
    private readonly double[] _shares;
    private readonly double[] _gradient;
    private readonly double[] _direction;
    private readonly List<int> _passive;
    private readonly double[] _factor;
    private readonly double[] _solution;

    /// <summary>The share that was let in and is still zero, or -1. The others were level without it, so what their
    /// gradients differ by is rounding: on ill-conditioned sets it would outweigh the newcomer and throw it
    /// out.</summary>
    private int _newcomer = -1;
    private double _level;

    public SimplexActiveSet(double[] gram, double[] moments, double scale)
    {
        _members = moments.Length;
        _gram = gram;
        _moments = moments;
        _tolerance = Level * scale;
        _shares = new double[_members + 1];
        _shares[_members] = 1;
        _gradient = new double[_members + 1];
        _direction = new double[_members + 1];
        _passive = [_members];
        _factor = new double[_members * _members];
        _solution = new double[_members];
    }

    public int Steps { get; private set; }

    /// <summary>The shares of the members; rounding may not make them more than 1.</summary>
    public double[] Weights()
    {
        double[] weights = _shares[.._members];
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        return sum > 1 ? [.. weights.Select(w => w / sum)] : weights;
    }

    public void Run()
    {
        int limit = 100 + (40 * (_members + 1));
        int onSet = 0;
        while (Steps < limit)
        {
            Steps++;
            UpdateGradient();
            if (onSet < StepsOnSet && !IsLevel())
            {
                onSet = Move() ? onSet + 1 : 0;
            }
            else if (Enter())
            {
                onSet = 0;
            }
            else
            {
                return;
            }
        }
    }

    private double Gram(int i, int j) => i < _members && j < _members ? _gram[(i * _members) + j] : 0;

    private void UpdateGradient()
    {
        for (int i = 0; i < _members; i++)
        {
            double sum = -_moments[i];
            for (int j = 0; j < _members; j++)
            {
                sum += _gram[(i * _members) + j] * _shares[j];
            }

            _gradient[i] = sum;
        }
    }

    /// <summary>Whether nothing is to be won by moving shares about within the set.</summary>
    private bool IsLevel()
    {
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        foreach (int i in _passive)
        {
            lowest = Math.Min(lowest, _gradient[i]);
            highest = Math.Max(highest, _gradient[i]);
        }

        return highest - lowest <= _tolerance;
    }

    /// <summary>Lets in the share with the lowest gradient if that is below what the others have.</summary>
    private bool Enter()
    {
        _level = 0;
        foreach (int i in _passive)
        {
            _level += _shares[i] * _gradient[i];
        }

        double lowest = _level - (2 * _tolerance);
        int best = -1;
        for (int i = 0; i <= _members; i++)
        {
            if (_gradient[i] < lowest && !_passive.Contains(i))
            {
                lowest = _gradient[i];
                best = i;
            }
        }

        if (best >= 0)
        {
            _passive.Add(best);
        }

        _newcomer = best;
        return best >= 0;
    }

    /// <summary>Goes to the optimum on the set, or as far as no share falls below zero.</summary>
    /// <returns>Whether the set is still the same.</returns>
    private bool Move()
    {
        Array.Clear(_direction);
        int dependent = Factor();
        double reach = 1;
        if (dependent < 0)
        {
            PointToOptimum();
        }
        else
        {
            PointAlong(dependent);
            reach = double.PositiveInfinity;
        }

        int blocking = -1;
        foreach (int i in _passive)
        {
            if (_direction[i] < 0 && _shares[i] < reach * -_direction[i])
            {
                reach = _shares[i] / -_direction[i];
                blocking = i;
            }
        }

        foreach (int i in _passive)
        {
            _shares[i] = Math.Max(0, _shares[i] + (reach * _direction[i]));
        }

        _newcomer = _newcomer >= 0 && _shares[_newcomer] == 0 ? _newcomer : -1;
        if (blocking >= 0)
        {
            _shares[blocking] = 0;
            _passive.RemoveAll(i => _shares[i] == 0 && _direction[i] < 0);
        }

        return blocking < 0;
    }

    /// <summary>By how much the gradient of a share is below that of the first one.</summary>
    private double Fall(int share) => _newcomer < 0
        ? _gradient[_passive[0]] - _gradient[share]
        : share == _newcomer ? _level - _gradient[share] : 0;

    /// <summary>
    /// The first share of the set is what the others leave of 1. In the others the matrix is that of differences,
    /// M_ij = (a_i - a_0)'(a_j - a_0); this is its Cholesky factor, row by row.
    /// </summary>
    /// <returns>The first row that depends on those before it, or -1 if there is none.</returns>
    private int Factor()
    {
        int first = _passive[0];
        for (int row = 0; row < _passive.Count - 1; row++)
        {
            int i = _passive[row + 1];
            for (int column = 0; column <= row; column++)
            {
                int j = _passive[column + 1];
                double sum = Gram(i, j) - Gram(i, first) - Gram(j, first) + Gram(first, first);
                for (int k = 0; k < column; k++)
                {
                    sum -= At(row, k) * At(column, k);
                }

                if (column < row)
                {
                    At(row, column) = sum / At(column, column);
                }
                else if (sum > PivotTolerance * (Gram(i, i) + Gram(first, first)))
                {
                    At(row, row) = Math.Sqrt(sum);
                }
                else
                {
                    return row;
                }
            }
        }

        return -1;
    }

    private ref double At(int row, int column) => ref _factor[(row * _members) + column];

    private void PointToOptimum()
    {
        int rows = _passive.Count - 1;
        for (int row = 0; row < rows; row++)
        {
            double sum = Fall(_passive[row + 1]);
            for (int k = 0; k < row; k++)
            {
                sum -= At(row, k) * _solution[k];
            }

            _solution[row] = sum / At(row, row);
        }

        SolveUpwards(rows);
        SetDirection(rows, 1);
    }

    /// <summary>Points along the mixture of shares that changes nothing but rounding: down the gradient if there is
    /// one, else so that the dependent share falls.</summary>
    private void PointAlong(int dependent)
    {
        for (int row = 0; row < dependent; row++)
        {
            _solution[row] = -At(dependent, row);
        }

        SolveUpwards(dependent);
        _solution[dependent] = 1;
        SetDirection(dependent + 1, 1);
        double fall = 0;
        for (int row = 0; row <= dependent; row++)
        {
            fall += _solution[row] * Fall(_passive[row + 1]);
        }

        if (fall <= _tolerance)
        {
            SetDirection(dependent + 1, -1);
        }
    }

    private void SolveUpwards(int rows)
    {
        for (int row = rows - 1; row >= 0; row--)
        {
            double sum = _solution[row];
            for (int k = row + 1; k < rows; k++)
            {
                sum -= At(k, row) * _solution[k];
            }

            _solution[row] = sum / At(row, row);
        }
    }

    private void SetDirection(int rows, int sign)
    {
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            _direction[_passive[row + 1]] = sign * _solution[row];
            sum += sign * _solution[row];
        }

        _direction[_passive[0]] = -sum;
    }
}

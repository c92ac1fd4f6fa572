using Google.OrTools.Sat;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Gathers a weighted sum in real numbers and hands it to CP-SAT in whole ones.</summary>
internal sealed class WholeObjective
{
    // Sums beyond 2^52 would lose their last digits in the bound, which CP-SAT tells as a real number.
    private const double Largest = 4e15;

    private readonly List<(double Weight, LinearExpr Term, double Least, double Most)> _terms = [];
    private double _constant;
    private double _factor = 1;
    private double _error;

    /// <summary>By how much the sum of all terms can vary.</summary>
    public double Range => _terms.Sum(t => Math.Abs(t.Weight) * (t.Most - t.Least));

    /// <summary>Adds a term whose value lies between two bounds; without weight it counts nothing.</summary>
    public void Add(double weight, LinearExpr term, double least, double most)
    {
        if (weight != 0)
        {
            _terms.Add((weight, term, least, most));
        }
    }

    public void AddConstant(double constant) => _constant += constant;

    /// <summary>Sets the model's objective. Where no power of ten makes all weights whole, they are rounded, and the
    /// bound is lowered by what that can come to.</summary>
    public void MinimiseIn(CpModel model)
    {
        double size = Math.Max(1e-9, _terms.Sum(t =>
            Math.Abs(t.Weight) * Math.Max(Math.Abs(t.Least), Math.Abs(t.Most))));
        double most = Math.Pow(10, Math.Floor(Math.Log10(Largest / size)));
        double? exact = WholeNumbers.Factor([.. _terms.Select(t => t.Weight)]);
        _factor = exact is double f && f <= most ? f : Math.Min(most, 1e12);
        var sum = LinearExpr.NewBuilder();
        foreach ((double weight, LinearExpr term, double least, double highest) in _terms)
        {
            double whole = Math.Round(weight * _factor);
            _error += Math.Abs((whole / _factor) - weight) * Math.Max(Math.Abs(least), Math.Abs(highest));
            sum.AddTerm(term, (long)whole);
        }

        model.Minimize(sum);
    }

    /// <summary>What CP-SAT's bound says about the true sum.</summary>
    public double BoundOf(double solverBound) => (Math.Ceiling(solverBound - 1e-6) / _factor) + _constant - _error;
}

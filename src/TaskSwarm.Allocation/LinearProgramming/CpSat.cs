using System.Globalization;
using Google.OrTools.Sat;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Runs CP-SAT so that its answer is the same on every machine: one worker, a fixed seed, deterministic time.
/// </summary>
internal sealed class CpSat : IDisposable
{
    private readonly CpSolver _solver = new();

    public CpSat(CpModel model, double deterministicSeconds)
    {
        _solver.StringParameters = string.Create(
            CultureInfo.InvariantCulture,
            $"num_workers:1 random_seed:1 max_deterministic_time:{deterministicSeconds} linearization_level:2");
        Status = _solver.Solve(model);
    }

    public CpSolverStatus Status { get; }

    public bool HasAnswer => Status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;

    /// <summary>No answer of the model has a smaller objective.</summary>
    public double Bound => _solver.BestObjectiveBound;

    public double DeterministicSeconds => _solver.Response?.DeterministicTime ?? 0;

    public long Value(IntVar variable) => _solver.Value(variable);

    public bool Holds(ILiteral literal) => _solver.BooleanValue(literal);

    public void Dispose() => _solver.Dispose();
}

using System.Globalization;
using Google.OrTools.LinearSolver;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// Generalised assignment with shares of tasks in place of whole ones, solved by GLOP (revised simplex). GLOP runs in
/// one thread from a fixed seed and is stopped by iterations, never by a clock: the same problem has the same shares.
/// </summary>
internal sealed class Relaxation
{
    private const int MostIterations = 100_000;

    private readonly AllocationProblem _problem;
    private readonly double[,] _share;

    public Relaxation(AllocationProblem problem)
    {
        _problem = problem;
        _share = new double[problem.Agents.Count, problem.Tasks.Count];
        double unplaced = problem.Objective.Unplaced;
        (double dearest, double incomplete, double spread) = Extremes();

        // A price for tasks left over that is far above all costs would drown these in rounding. So first none may be
        // left over, if that cannot be worse; then the price is as high as costs can justify, which only lowers the
        // bound.
        if (incomplete <= dearest || !IsSolved(double.PositiveInfinity))
        {
            IsSolved(Math.Min(unplaced, 10 * (1 + spread)));
        }
    }

    /// <summary>No answer comes to less.</summary>
    public double Bound { get; private set; } = double.NegativeInfinity;

    public long Iterations { get; private set; }

    public double Share(int agent, int task) => _share[agent, task];

    private double PriceOf(int agent, int task) => (_problem.Objective.Cost * _problem.Cost[agent, task])
        - (_problem.Objective.Worth * _problem.Tasks[task].Value);

    private IEnumerable<int> AgentsFor(int task) =>
        Enumerable.Range(0, _problem.Agents.Count).Where(a => _problem.CanDo(a, task));

    /// <summary>Of the tasks that somebody can do: what they cost at most if all are placed, at least if some are not,
    /// and by how much the former can vary.</summary>
    private (double Dearest, double Incomplete, double Spread) Extremes()
    {
        double unplaced = _problem.Objective.Unplaced;
        (double dearest, double cheapest, double spread, double dropped) = (0, 0, 0, double.PositiveInfinity);
        for (int t = 0; t < _problem.Tasks.Count; t++)
        {
            (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (int a in AgentsFor(t))
            {
                (least, most) = (Math.Min(least, PriceOf(a, t)), Math.Max(most, PriceOf(a, t)));
            }

            if (double.IsFinite(least))
            {
                (dearest, spread) = (dearest + most, spread + most - least);
                cheapest += Math.Min(least, unplaced);
                dropped = Math.Min(dropped, unplaced - Math.Min(least, unplaced));
            }
        }

        return (dearest, cheapest + dropped, spread);
    }

    /// <summary>Solves with a price for what is left over, infinite where nothing may be.</summary>
    private bool IsSolved(double leftOver)
    {
        using Solver solver = Solver.CreateSolver("GLOP");
        solver.SetSolverSpecificParametersAsString(string.Create(
            CultureInfo.InvariantCulture, $"max_number_of_iterations: {MostIterations} random_seed: 1"));
        var take = new Variable?[_problem.Agents.Count, _problem.Tasks.Count];
        Objective sum = solver.Objective();
        (double constant, bool mustPlace) = (0, double.IsPositiveInfinity(leftOver));
        for (int t = 0; t < _problem.Tasks.Count; t++)
        {
            int[] able = [.. AgentsFor(t)];
            constant += able.Length == 0 ? _problem.Objective.Unplaced : mustPlace ? 0 : leftOver;
            Constraint once = solver.MakeConstraint(
                mustPlace && able.Length > 0 ? 1 : double.NegativeInfinity, 1);
            foreach (int a in able)
            {
                Variable x = solver.MakeNumVar(0, 1, "");
                sum.SetCoefficient(x, PriceOf(a, t) - (mustPlace ? 0 : leftOver));
                once.SetCoefficient(x, 1);
                take[a, t] = x;
            }
        }

        AddLimits(solver, take);
        sum.SetMinimization();
        bool isSolved = solver.Solve() == Solver.ResultStatus.OPTIMAL;
        Iterations += solver.Iterations();

        Bound = isSolved ? Lowered(sum.Value(), constant, leftOver) : double.NegativeInfinity;
        for (int t = 0; isSolved && t < _problem.Tasks.Count; t++)
        {
            for (int a = 0; a < _problem.Agents.Count; a++)
            {
                _share[a, t] = take[a, t]?.SolutionValue() ?? 0;
            }
        }

        return isSolved;
    }

    /// <summary>GLOP is exact to about 1e-7 of what it adds up; whole answers are exact where all prices are whole.
    /// </summary>
    private double Lowered(double sum, double constant, double leftOver)
    {
        double bound = sum + constant - (1e-7 * (1 + Math.Abs(sum) + Math.Abs(constant)));
        double[] prices =
        [
            .. Enumerable.Range(0, _problem.Tasks.Count).SelectMany(t => AgentsFor(t).Select(a => PriceOf(a, t))),
            _problem.Objective.Unplaced,
            double.IsFinite(leftOver) ? leftOver : 0,
        ];
        return WholeNumbers.Factor(prices) is double factor && Math.Abs(bound) * factor < 1e12
            ? Math.Ceiling((bound * factor) - 1e-4) / factor
            : bound;
    }

    private void AddLimits(Solver solver, Variable?[,] take)
    {
        for (int a = 0; a < _problem.Agents.Count; a++)
        {
            AllocationAgent agent = _problem.Agents[a];
            Constraint? budget = double.IsFinite(agent.Budget)
                ? solver.MakeConstraint(double.NegativeInfinity, agent.Limit)
                : null;
            Constraint? count = agent.MaxTasks < _problem.Tasks.Count
                ? solver.MakeConstraint(double.NegativeInfinity, agent.MaxTasks)
                : null;
            for (int t = 0; t < _problem.Tasks.Count; t++)
            {
                if (take[a, t] is Variable x)
                {
                    budget?.SetCoefficient(x, _problem.Need[a, t]);
                    count?.SetCoefficient(x, 1);
                }
            }
        }
    }
}

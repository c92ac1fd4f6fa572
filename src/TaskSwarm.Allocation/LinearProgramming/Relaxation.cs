using Google.OrTools.LinearSolver;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Generalised assignment with shares of tasks in place of whole ones, solved by GLOP (revised simplex).
/// </summary>
internal sealed class Relaxation
{
    private readonly double[,] _share;

    public Relaxation(AllocationProblem problem)
    {
        (int agents, int tasks) = (problem.Agents.Count, problem.Tasks.Count);
        _share = new double[agents, tasks];
        AllocationObjective o = problem.Objective;
        using Solver solver = Solver.CreateSolver("GLOP");
        var take = new Variable?[agents, tasks];
        Objective sum = solver.Objective();
        double constant = 0;
        for (int t = 0; t < tasks; t++)
        {
            double worth = o.Worth * problem.Tasks[t].Value;
            Constraint once = solver.MakeConstraint(double.NegativeInfinity, 1);
            constant += o.Unplaced;
            for (int a = 0; a < agents; a++)
            {
                if (problem.CanDo(a, t))
                {
                    Variable x = solver.MakeNumVar(0, 1, "");
                    sum.SetCoefficient(x, (o.Cost * problem.Cost[a, t]) - worth - o.Unplaced);
                    once.SetCoefficient(x, 1);
                    take[a, t] = x;
                }
            }
        }

        AddLimits(problem, solver, take);
        sum.SetMinimization();
        bool isSolved = solver.Solve() == Solver.ResultStatus.OPTIMAL;
        Iterations = solver.Iterations();

        // GLOP is exact to about 1e-7 of what it adds up.
        Bound = isSolved ? sum.Value() + constant - (1e-7 * (1 + Math.Abs(sum.Value()))) : double.NegativeInfinity;
        for (int i = 0; isSolved && i < agents * tasks; i++)
        {
            _share[i / tasks, i % tasks] = take[i / tasks, i % tasks]?.SolutionValue() ?? 0;
        }
    }

    /// <summary>No answer comes to less.</summary>
    public double Bound { get; }

    public long Iterations { get; }

    public double Share(int agent, int task) => _share[agent, task];

    private static void AddLimits(AllocationProblem problem, Solver solver, Variable?[,] take)
    {
        for (int a = 0; a < problem.Agents.Count; a++)
        {
            AllocationAgent agent = problem.Agents[a];
            Constraint? budget = double.IsFinite(agent.Budget)
                ? solver.MakeConstraint(double.NegativeInfinity, agent.Budget)
                : null;
            Constraint? count = agent.MaxTasks < problem.Tasks.Count
                ? solver.MakeConstraint(double.NegativeInfinity, agent.MaxTasks)
                : null;
            for (int t = 0; t < problem.Tasks.Count; t++)
            {
                if (take[a, t] is Variable x)
                {
                    budget?.SetCoefficient(x, problem.Need[a, t]);
                    count?.SetCoefficient(x, 1);
                }
            }
        }
    }
}

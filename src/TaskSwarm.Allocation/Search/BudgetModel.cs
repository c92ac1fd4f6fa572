using TaskSwarm.Allocation.Planning;
using TaskSwarm.Allocation.Static;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Search;

/// <summary>
/// Generalised assignment: who does what at which cost, within budgets. One agent more than there are, the last, stands
/// for nobody.
/// </summary>
internal sealed class BudgetModel
{
    /// <summary>The cost of what cannot be.</summary>
    public const double Forbidden = 1e18;

    public BudgetModel(AllocationProblem problem)
    {
        Problem = problem;
        (Tasks, Agents) = (problem.Tasks.Count, problem.Agents.Count + 1);
        Cost = new double[Tasks * Agents];
        Need = new double[Tasks * Agents];
        for (int t = 0; t < Tasks; t++)
        {
            for (int a = 0; a < Agents - 1; a++)
            {
                bool can = problem.CanDo(a, t);
                Cost[(t * Agents) + a] = can ? problem.Objective.Cost * problem.Cost[a, t] : Forbidden;
                Need[(t * Agents) + a] = can ? problem.Need[a, t] : 0;
            }

            Cost[(t * Agents) + Agents - 1] = problem.Objective.Unplaced;
        }

        double dearest = Cost.Where((c, i) => c < Forbidden && i % Agents < Agents - 1).Append(0).Max(Math.Abs);
        Gain = -1e-12 * Math.Max(1000, dearest);
        Budget = [.. problem.Agents.Select(a => a.Limit), double.PositiveInfinity];
        MaxTasks = [.. problem.Agents.Select(a => a.MaxTasks), int.MaxValue];
        Price = new double[Agents];
    }

    public AllocationProblem Problem { get; }

    public int Tasks { get; }

    /// <summary>With nobody as the last.</summary>
    public int Agents { get; }

    /// <summary>By task * agents + agent.</summary>
    public double[] Cost { get; }

    public double[] Need { get; }

    public double[] Budget { get; }

    public int[] MaxTasks { get; }

    /// <summary>A change of costs that is more than rounding makes of none; negative.</summary>
    public double Gain { get; }

    /// <summary>What a unit of each budget is worth, as Lagrangian relaxation tells.</summary>
    public double[] Price { get; set; }

    /// <summary>No assignment costs less.</summary>
    public double Bound { get; set; } = double.NegativeInfinity;

    /// <summary>Whether nothing but costs and budgets counts in a problem.</summary>
    public static bool Fits(AllocationProblem problem) => !problem.Objective.IsTimed && problem.Objective.Imbalance <= 0
        && problem.Tasks.All(t => !t.IsCoalition && t.Inputs.Count == 0
            && t.Deadline == Kernel.Time.SimTime.Never && t.LatestStart == Kernel.Time.SimTime.Never);

    /// <summary>An assignment as an answer; that of static if it is better.</summary>
    public Assignment Answer(BudgetPlan? plan, long effort)
    {
        Assignment best = new StaticAllocator(new StrategyOptions())
            .Allocate(Problem, new RandomStream(0, "static", "seed"));
        if (plan is not null)
        {
            var builder = new PlanBuilder(Problem) { LeavesLosses = true };
            for (int t = 0; t < Tasks; t++)
            {
                if (plan.Agent[t] < Agents - 1)
                {
                    builder.TryPlace(t, plan.Agent[t]);
                }
            }

            Assignment found = builder.Finish();
            best = found.Objective <= best.Objective ? found : best;
        }

        bool isOptimal = double.IsFinite(Bound)
            && best.Objective - Bound <= 1e-9 * Math.Max(1, Math.Abs(Bound));
        return best with { Effort = effort, Bound = Math.Min(Bound, best.Objective), IsOptimal = isOptimal };
    }
}

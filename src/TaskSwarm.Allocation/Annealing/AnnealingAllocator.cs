using TaskSwarm.Allocation.Search;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Annealing;

/// <summary>
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983) on the same plans and changes as
/// <c>genetic</c>: a worse plan is taken with probability exp(-loss / temperature), and the temperature falls
/// geometrically. Never worse than <c>static</c>, from whose plan it may start.
/// </summary>
internal sealed class AnnealingAllocator(StrategyOptions options) : IAllocator
{
    /// <inheritdoc/>
    public string Name => "annealing";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) => SearchLimits.Objection("annealing", problem);

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random) => BudgetModel.Fits(problem)
        ? OfBudgets(new BudgetModel(problem), random)
        : OfPlans(problem, random);

    private Assignment OfPlans(AllocationProblem problem, RandomStream random)
    {
        var space = new PlanSpace(problem, random, options.Effort);
        if (problem.Tasks.Count == 0 || problem.Agents.Count == 0)
        {
            return space.Answer();
        }

        PlanCode now = space.Seeds().MinBy(p => p.Value)!;
        double hot = Math.Max(1e-9, 0.02 * Math.Abs(now.Value) / Math.Sqrt(problem.Tasks.Count));
        double cooling = Math.Pow(1e-3, 1 / Math.Max(1, 70.0 * problem.Tasks.Count * options.Effort));
        for (double heat = hot; !space.IsOver && heat > hot * 1e-4; heat *= cooling)
        {
            PlanCode next = space.Varied(now.Order, now.Wishes, 1);
            now = IsTaken(next.Value - now.Value, heat, random) ? next : now;
        }

        return space.Answer();
    }

    private Assignment OfBudgets(BudgetModel model, RandomStream random)
    {
        if (model.Tasks == 0 || model.Agents == 1)
        {
            return model.Answer(null, 0);
        }

        // Begun where budgets have a price: a task that nobody can hold is too far away for small changes.
        BudgetPlan now = new BudgetPrices(model).Plans(60).MinBy(p => p.Value)!;
        BudgetPlan best = now.Copy();
        long steps = (long)(Math.Clamp(20_000L * model.Tasks, 1000, 4_000_000) * options.Effort);
        double hot = Math.Max(1e-9, Spread(model));
        double cooling = Math.Pow(1e-3, 1.0 / Math.Max(1, steps));
        double heat = hot;
        for (long i = 0; i < steps; i++, heat *= cooling)
        {
            Change(now, model, heat, random);
            if (now.Value < best.Value - 1e-9)
            {
                best = now.Copy();
            }
        }

        best.Improve();
        return model.Answer(best, best.Effort + steps);
    }

    private static void Change(BudgetPlan plan, BudgetModel model, double heat, RandomStream random)
    {
        int task = random.NextInt(model.Tasks);
        if (random.NextUInt64() >> 63 == 0)
        {
            int agent = random.NextInt(model.Agents);
            double loss = model.Cost[(task * model.Agents) + agent]
                - model.Cost[(task * model.Agents) + plan.Agent[task]];
            if (agent != plan.Agent[task] && plan.Fits(task, agent) && IsTaken(loss, heat, random))
            {
                plan.Move(task, agent);
            }

            return;
        }

        int other = random.NextInt(model.Tasks);
        if (plan.CanSwap(task, other) && IsTaken(plan.SwapGain(task, other), heat, random))
        {
            plan.Swap(task, other);
        }
    }

    private static bool IsTaken(double loss, double heat, RandomStream random) =>
        loss <= 0 || random.NextDouble() < Math.Exp(-loss / heat);

    // How much it usually matters who of two agents does a task.
    private static double Spread(BudgetModel model)
    {
        (double sum, int pairs) = (0, 0);
        for (int t = 0; t < model.Tasks; t++)
        {
            for (int a = 1; a < model.Agents - 1; a++)
            {
                double apart = Math.Abs(model.Cost[(t * model.Agents) + a] - model.Cost[(t * model.Agents) + a - 1]);
                (sum, pairs) = apart < BudgetModel.Forbidden / 2 ? (sum + apart, pairs + 1) : (sum, pairs);
            }
        }

        return pairs == 0 ? 0 : 0.3 * sum / pairs;
    }
}

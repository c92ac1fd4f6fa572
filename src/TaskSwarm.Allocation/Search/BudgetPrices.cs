namespace TaskSwarm.Allocation.Search;

/// <summary>
/// Lagrangian relaxation of the budgets by subgradient steps (Fisher, Management Science 27, 1981): what a unit of each
/// budget is worth, a bound, and plans that follow the prices.
/// </summary>
internal sealed class BudgetPrices(BudgetModel model)
{
    private readonly double[] _use = new double[model.Agents];

    /// <summary>Placements tried.</summary>
    public long Effort { get; private set; }

    /// <summary>Steps towards the best prices; every tenth gives a plan.</summary>
    public IEnumerable<BudgetPlan> Plans(int steps)
    {
        double[] best = new double[model.Agents];
        double upper = double.PositiveInfinity, scale = 2;
        int idle = 0;
        for (int step = 0; step < steps; step++)
        {
            double lower = Relax();
            if (step % 10 == 0)
            {
                BudgetPlan plan = Construct();
                upper = Math.Min(upper, plan.Value);
                yield return plan;
            }

            if (lower > model.Bound)
            {
                (model.Bound, idle) = (lower, 0);
                model.Price.CopyTo(best, 0);
            }
            else if (++idle == 15)
            {
                (scale, idle) = (scale / 2, 0);
                best.CopyTo(model.Price, 0);
                Relax();
            }

            Step(scale, Math.Max(upper - lower, 1e-3));
        }

        best.CopyTo(model.Price, 0);
    }

    private double Relax()
    {
        double value = 0;
        Array.Clear(_use);
        for (int t = 0; t < model.Tasks; t++)
        {
            (int best, double least) = (0, double.PositiveInfinity);
            for (int a = 0; a < model.Agents; a++)
            {
                int pair = (t * model.Agents) + a;
                double priced = model.Cost[pair] + (model.Price[a] * model.Need[pair]);
                (best, least) = priced < least ? (a, priced) : (best, least);
            }

            value += least;
            _use[best] += model.Need[(t * model.Agents) + best];
        }

        Effort += model.Tasks * (long)model.Agents;
        for (int a = 0; a < model.Agents; a++)
        {
            value -= model.Price[a] > 0 ? model.Price[a] * model.Budget[a] : 0;
        }

        return value;
    }

    private void Step(double scale, double gap)
    {
        double norm = 0;
        for (int a = 0; a < model.Agents; a++)
        {
            double over = double.IsFinite(model.Budget[a]) ? _use[a] - model.Budget[a] : 0;
            norm += over > 0 || model.Price[a] > 0 ? over * over : 0;
        }

        for (int a = 0; a < model.Agents && norm > 0; a++)
        {
            double over = double.IsFinite(model.Budget[a]) ? _use[a] - model.Budget[a] : 0;
            model.Price[a] = Math.Max(0, model.Price[a] + (scale * Math.Min(gap, 1e6) / norm * over));
        }
    }

    // Those first to whom it matters most that they get what they want.
    private BudgetPlan Construct()
    {
        var plan = new BudgetPlan(model);
        double[] regret = new double[model.Tasks];
        for (int t = 0; t < model.Tasks; t++)
        {
            (double least, double second) = (double.PositiveInfinity, double.PositiveInfinity);
            for (int a = 0; a < model.Agents; a++)
            {
                int pair = (t * model.Agents) + a;
                double priced = model.Cost[pair] + (model.Price[a] * model.Need[pair]);
                (least, second) = priced < least ? (priced, least) : (least, Math.Min(second, priced));
            }

            regret[t] = least - second;
        }

        foreach (int task in Enumerable.Range(0, model.Tasks).OrderBy(t => regret[t]))
        {
            plan.Settle(task);
        }

        plan.Improve();
        return plan;
    }
}

using TaskSwarm.Allocation.Search;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Genetic;

/// <summary>Evolves assignments within budgets.</summary>
internal sealed class BudgetEvolution(BudgetModel model, RandomStream random, StrategyOptions options)
{
    private long _effort;

    /// <summary>Evolves until the effort is spent.</summary>
    public Assignment Run()
    {
        if (model.Tasks == 0 || model.Agents == 1)
        {
            return model.Answer(null, 0);
        }

        int size = options.Population > 0 ? Math.Max(4, options.Population) : 30;
        var prices = new BudgetPrices(model);
        List<BudgetPlan> people = [.. prices.Plans(Math.Max(20, (int)(200 * Math.Min(1, options.Effort))))];
        _effort += prices.Effort + people.Sum(p => p.Effort);
        people = [.. people.OrderBy(p => p.Value).Take(size)];
        long scale = 4L * model.Tasks * (model.Tasks + model.Agents);
        long children = (long)(options.Effort * Math.Clamp(300_000_000 / scale, 20, 3000));
        children = options.Generations > 0 ? (long)options.Generations * size : children;
        for (long i = 0; i < children && people[0].Value - model.Bound > 1e-9; i++)
        {
            BudgetPlan child = Child(Fitter(people), Fitter(people));
            bool isNew = !people.Exists(p => p.Value == child.Value && p.Agent.AsSpan().SequenceEqual(child.Agent));
            if (isNew && (people.Count < size || child.Value < people[^1].Value))
            {
                int at = people.FindIndex(p => p.Value > child.Value);
                people.Insert(at < 0 ? people.Count : at, child);
                people.RemoveRange(Math.Min(size, people.Count), Math.Max(0, people.Count - size));
            }
        }

        return model.Answer(people[0], _effort);
    }

    private BudgetPlan Fitter(List<BudgetPlan> people) =>
        people[Math.Min(random.NextInt(people.Count), random.NextInt(people.Count))];

    // Each task goes where a parent has it, if there is room still; then some are torn out, and the rest is settled.
    private BudgetPlan Child(BudgetPlan mother, BudgetPlan father)
    {
        var child = new BudgetPlan(model);
        int[] order = [.. Enumerable.Range(0, model.Tasks)];
        random.Shuffle(order.AsSpan());
        int torn = random.NextInt(Math.Max(2, model.Tasks / 8));
        for (int i = torn; i < order.Length; i++)
        {
            int task = order[i];
            bool first = random.NextUInt64() >> 63 == 0;
            int one = first ? mother.Agent[task] : father.Agent[task];
            int other = first ? father.Agent[task] : mother.Agent[task];
            if (child.Fits(task, one))
            {
                child.Move(task, one);
            }
            else if (child.Fits(task, other))
            {
                child.Move(task, other);
            }
        }

        foreach (int task in order)
        {
            if (child.Agent[task] == model.Agents - 1)
            {
                child.Settle(task);
            }
        }

        child.Improve();
        _effort += child.Effort;
        return child;
    }
}

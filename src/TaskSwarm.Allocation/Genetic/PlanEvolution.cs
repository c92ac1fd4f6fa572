using TaskSwarm.Allocation.Search;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Genetic;

/// <summary>Evolves plans in time: an order of tasks that respects precedence, and a wish for an agent each.</summary>
internal sealed class PlanEvolution(AllocationProblem problem, RandomStream random, StrategyOptions options)
{
    private const int Elite = 2;
    private readonly PlanSpace _space = new(problem, random, options.Effort);
    private readonly bool[] _taken = new bool[problem.Tasks.Count];

    /// <summary>Evolves until the effort is spent.</summary>
    public Assignment Run()
    {
        if (problem.Tasks.Count == 0 || problem.Agents.Count == 0)
        {
            return _space.Answer();
        }

        int size = options.Population > 0 ? Math.Max(Elite + 2, options.Population) : 30;
        List<PlanCode> people = [.. _space.Seeds()];
        while (people.Count < size && !_space.IsOver)
        {
            people.Add(people.Count % 2 == 0 ? _space.Noisy() : Mutated(people[random.NextInt(people.Count)]));
        }

        int generations = options.Generations > 0 ? options.Generations : int.MaxValue;
        for (int g = 0; g < generations && !_space.IsOver; g++)
        {
            List<PlanCode> next = [.. people.OrderBy(p => p.Value).Take(Elite)];
            while (next.Count < size && !_space.IsOver)
            {
                next.Add(Child(Fittest(people), Fittest(people)));
            }

            people = next;
        }

        return _space.Answer();
    }

    private PlanCode Fittest(List<PlanCode> people)
    {
        PlanCode best = people[random.NextInt(people.Count)];
        for (int i = 0; i < 2; i++)
        {
            PlanCode other = people[random.NextInt(people.Count)];
            best = other.Value < best.Value ? other : best;
        }

        return best;
    }

    private PlanCode Mutated(PlanCode plan) => _space.Varied(plan.Order, plan.Wishes, 1 + random.NextInt(4));

    /// <summary>
    /// Two-point crossover that keeps precedence (Hartmann, Naval Research Logistics 45, 1998): the first part as the
    /// mother has it, then what the father does next, then the rest as the mother has it.
    /// </summary>
    private PlanCode Child(PlanCode mother, PlanCode father)
    {
        int count = mother.Order.Length;
        int one = random.NextInt(count + 1), two = random.NextInt(count + 1);
        (one, two) = one < two ? (one, two) : (two, one);
        int[] order = new int[count];
        Array.Clear(_taken);
        int at = 0;
        foreach ((int[] from, int until) in new[] { (mother.Order, one), (father.Order, two), (mother.Order, count) })
        {
            for (int i = 0; i < count && at < until; i++)
            {
                if (!_taken[from[i]])
                {
                    _taken[from[i]] = true;
                    order[at++] = from[i];
                }
            }
        }

        int[] wishes = [.. mother.Wishes];
        for (int t = 0; t < count; t++)
        {
            wishes[t] = random.NextUInt64() >> 63 == 0 ? wishes[t] : father.Wishes[t];
        }

        return _space.Varied(order, wishes, random.NextInt(4));
    }
}

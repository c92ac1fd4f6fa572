using System.Globalization;
using TaskSwarm.Allocation.Search;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Annealing;

/// <summary>
/// Simulated quantum annealing: path-integral Monte Carlo (Martonak, Santoro and Tosatti, Physical Review B 66, 094203,
/// 2002) on the <see cref="QuboForm"/> of the problem (Lucas, Frontiers in Physics 2:5, 2014). Slices of the
/// Suzuki-Trotter expansion are coupled ever more strongly while the transverse field falls. What they show says who
/// does what; local search repairs it where budgets count, upward ranks order it where times count, and the best plan
/// answers. No promise of the optimum; never worse than <c>static</c>, whose plan stands in if it is better.
/// </summary>
internal sealed class QuantumAnnealer(StrategyOptions options) : IAllocator
{
    private const int Slices = 8;
    private const double Heat = 0.12;
    private const long MostPairs = 50_000;

    /// <inheritdoc/>
    public string Name => "quantum-annealing";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        long pairs = (long)problem.Agents.Count * problem.Tasks.Count;
        return pairs <= MostPairs ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} reaches {MostPairs:N0} pairs of agent and task, the problem has {pairs:N0}");
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        BudgetModel? budgets = BudgetModel.Fits(problem) ? new BudgetModel(problem) : null;
        PlanSpace? space = budgets is null ? new PlanSpace(problem, random, options.Effort, isAlone: true) : null;
        if (problem.Tasks.Count == 0 || problem.Agents.Count == 0)
        {
            return budgets?.Answer(null, 0) ?? space!.Answer();
        }

        // Prices of the budgets guide the repair. The plans that gave them are no part of the answer.
        BudgetPlan? best = null;
        long effort = budgets is null ? 0 : new BudgetPrices(budgets).Plans(60).Sum(p => p.Effort);
        foreach (int[] agents in Readings(new QuboForm(problem), random, () => effort++))
        {
            space?.Measure(space.RankOrder, agents);
            if (budgets is not null)
            {
                BudgetPlan plan = Repaired(budgets, agents);
                effort += plan.Effort;
                best = best is null || plan.Value < best.Value ? plan : best;
            }
        }

        return budgets?.Answer(best, effort) ?? space!.Answer() with { Effort = effort + space.Effort };
    }

    /// <summary>What the slices show while the field is weak and in the end.</summary>
    private IEnumerable<int[]> Readings(QuboForm form, RandomStream random, Action tried)
    {
        QuboSlice[] slices = [.. Enumerable.Range(0, Slices).Select(_ => Begin(form, random))];
        long sweeps = options.Generations > 0
            ? options.Generations
            : (long)Math.Max(5, options.Effort * Math.Clamp(4_000_000L / (form.Bits * Slices), 20, 200));
        for (long sweep = 0; sweep < sweeps; sweep++)
        {
            double field = 1.5 * (1 - ((sweep + 0.5) / sweeps));
            double coupling = -0.5 * Math.Log(Math.Tanh(field / (Heat * Slices)));
            for (int s = 0; s < Slices; s++)
            {
                Sweep(form, slices, s, coupling, random, tried);
            }

            if (sweep * 4 >= sweeps * 3 && (sweep % 5 == 0 || sweep == sweeps - 1))
            {
                foreach (QuboSlice slice in slices)
                {
                    yield return form.Read(slice);
                }
            }
        }
    }

    private static QuboSlice Begin(QuboForm form, RandomStream random)
    {
        var slice = new QuboSlice(form);
        for (int t = 0; t < form.Tasks; t++)
        {
            form.Flip(slice, (t * form.Agents) + random.NextInt(form.Agents));
        }

        return slice;
    }

    private static void Sweep(
        QuboForm form, QuboSlice[] slices, int index, double coupling, RandomStream random, Action tried)
    {
        QuboSlice slice = slices[index];
        bool[] before = slices[(index + Slices - 1) % Slices].Bits, after = slices[(index + 1) % Slices].Bits;
        for (int i = 0; i < form.Bits; i++)
        {
            tried();
            int bit = random.NextInt(form.Bits);
            double action = Action(form, slice, before, after, bit, coupling);
            form.Flip(slice, bit);

            // A bit that is turned on takes the place of another of its task every other time: both at once.
            int partner = bit / form.Agents < form.Tasks && (random.NextUInt64() >> 63) == 0
                ? PartnerOf(form, slice, bit)
                : -1;
            if (partner >= 0)
            {
                action += Action(form, slice, before, after, partner, coupling);
                form.Flip(slice, partner);
            }

            if (action > 0 && random.NextDouble() >= Math.Exp(-action))
            {
                form.Flip(slice, bit);
                if (partner >= 0)
                {
                    form.Flip(slice, partner);
                }
            }
        }
    }

    private static int PartnerOf(QuboForm form, QuboSlice slice, int bit)
    {
        int first = bit / form.Agents * form.Agents;
        for (int other = first; slice.Bits[bit] && other < first + form.Agents; other++)
        {
            if (other != bit && slice.Bits[other])
            {
                return other;
            }
        }

        return -1;
    }

    private static double Action(
        QuboForm form, QuboSlice slice, bool[] before, bool[] after, int bit, double coupling)
    {
        int alike = (before[bit] == slice.Bits[bit] ? 1 : -1) + (after[bit] == slice.Bits[bit] ? 1 : -1);
        return (form.Rise(slice, bit) / Heat / Slices) + (2 * coupling * alike);
    }

    private static BudgetPlan Repaired(BudgetModel model, int[] agents)
    {
        var plan = new BudgetPlan(model);
        for (int t = 0; t < agents.Length; t++)
        {
            if (agents[t] >= 0 && plan.Fits(t, agents[t]))
            {
                plan.Move(t, agents[t]);
            }
        }

        for (int t = 0; t < agents.Length; t++)
        {
            if (plan.Agent[t] == model.Agents - 1)
            {
                plan.Settle(t);
            }
        }

        plan.Improve();
        return plan;
    }
}

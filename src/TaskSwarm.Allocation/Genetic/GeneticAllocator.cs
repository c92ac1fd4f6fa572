using TaskSwarm.Allocation.Search;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Genetic;

/// <summary>
/// A memetic algorithm (Holland 1975; Moscato 1989): tournament selection, crossover that keeps order, mutation,
/// elitism, and local improvement of every individual. Where times count, individuals are orders and wishes, decoded by
/// a list schedule and shifted right and left (Hartmann 1998; Valls et al. 2005). Where only costs and budgets count,
/// they are vectors of agents (Chu and Beasley, Computers and Operations Research 24, 1997), begun from Lagrangian
/// prices and improved by shifts, swaps and ejections. No promise of the optimum, but never worse than
/// <c>static</c>, <c>load-balancing</c> or <c>heft</c>, from whose plans it starts.
/// </summary>
internal sealed class GeneticAllocator(StrategyOptions options) : IAllocator
{
    /// <inheritdoc/>
    public string Name => "genetic";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) => SearchLimits.Objection("genetic", problem);

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random) => BudgetModel.Fits(problem)
        ? new BudgetEvolution(new BudgetModel(problem), random, options).Run()
        : new PlanEvolution(problem, random, options).Run();
}

using TaskSwarm.Allocation.ListScheduling;
using TaskSwarm.Allocation.Static;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>The best of what quick strategies answer: from here the exact search starts, and no worse it answers.
/// </summary>
internal static class FirstPlan
{
    public static Assignment Of(AllocationProblem problem, RandomStream random)
    {
        IAllocator[] quick = [new Heft(), new LpAllocator(), new StaticAllocator(new StrategyOptions())];
        Assignment best = ListSchedule.Best(problem);
        long effort = best.Effort;
        foreach (IAllocator strategy in quick.Where(q => q.Objection(problem) is null))
        {
            Assignment plan = strategy.Allocate(problem, random);
            effort += plan.Effort;
            best = plan.Objective < best.Objective ? plan : best;
        }

        return best with { Effort = effort, Bound = double.NegativeInfinity, IsOptimal = false };
    }
}

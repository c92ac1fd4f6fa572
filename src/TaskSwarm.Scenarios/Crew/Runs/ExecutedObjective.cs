using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>What a crew's work comes to by a problem's objective, as <see cref="Timetable.Objective"/> counts it, but
/// with the times at which the work was really done.</summary>
internal static class ExecutedObjective
{
    /// <summary>The weighted sum; what was not done counts as not placed.</summary>
    public static double Of(AllocationProblem problem, IReadOnlyList<CrewExecution> done)
    {
        AllocationObjective weights = problem.Objective;
        double sum = weights.Unplaced * (problem.Tasks.Count - done.Select(d => d.Task).Distinct().Count());
        foreach (CrewExecution execution in done.OrderBy(d => d.Task))
        {
            AllocationTask task = problem.Tasks[execution.Task];
            sum += execution.Agents.Sum(a => weights.Cost > 0 ? weights.Cost * problem.Cost[a, execution.Task] : 0);
            sum += weights.Tardiness * (Math.Max(0, execution.End.Micros - task.Due.Micros) / 1e6);
            sum += weights.Response * ((execution.End.Micros - task.Release.Micros) / 1e6);
            double waited = Math.Max(0, execution.Start.Micros - task.Release.Micros) / 1e6;
            sum -= weights.Worth > 0 ? weights.Worth * task.Value * Math.Exp(-task.Decay * waited) : 0;
        }

        sum += weights.Makespan > 0 ? weights.Makespan * ((LastOf(problem, done) - problem.Now).Micros / 1e6) : 0;
        return sum + (weights.Imbalance > 0 ? weights.Imbalance * (Imbalance(problem, done) / 1e6) : 0);
    }

    /// <summary>When everything is done and everybody is home.</summary>
    public static SimTime LastOf(AllocationProblem problem, IReadOnlyList<CrewExecution> done)
    {
        SimTime last = done.Aggregate(problem.Now, (at, d) => SimTime.Max(at, d.End));
        for (int a = 0; problem.HasTravel && a < problem.Agents.Count; a++)
        {
            if (problem.Agents[a].Home is not null || problem.Travel is not null)
            {
                CrewExecution? own = done.Where(d => d.Agents.Contains(a)).OrderBy(d => d.End).ThenBy(d => d.Start)
                    .LastOrDefault();
                SimTime free = own?.End ?? problem.Now;
                last = SimTime.Max(last, free + new SimDuration(problem.TravelMicros(a, own?.Task ?? -1, -1)));
            }
        }

        return last;
    }

    private static double Imbalance(AllocationProblem problem, IReadOnlyList<CrewExecution> done)
    {
        double[] load = new double[Math.Max(1, problem.Agents.Count)];
        foreach (CrewExecution execution in done)
        {
            foreach (int agent in execution.Agents)
            {
                load[agent] += (execution.End - execution.Start).Micros * (double)problem.Tasks[execution.Task].Slots;
            }
        }

        return load.Max() - load.Average();
    }
}

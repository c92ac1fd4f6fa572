using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>What the exact model of a problem has to hold, and whether it can.</summary>
internal static class MipShape
{
    public const long MostPairs = 200_000;
    public const long MostArcs = 200_000;

    /// <summary>Whether starts and ends decide anything; if not, who does what is all.</summary>
    public static bool NeedsTimes(AllocationProblem problem)
    {
        AllocationObjective o = problem.Objective;
        bool windows = problem.Tasks.Any(t => t.Deadline != SimTime.Never || t.LatestStart != SimTime.Never);
        bool decays = o.Worth > 0 && problem.Tasks.Any(t => t.Decay > 0);
        bool timed = o.Tardiness > 0 || o.Response > 0 || decays;
        return timed || windows || (o.Makespan > 0 && !IsLoadAlone(problem))
            || (o.Imbalance > 0 && problem.Tasks.Any(t => t.IsCoalition));
    }

    /// <summary>Whether identical agents may share one capacity.</summary>
    public static bool MayGroup(AllocationProblem problem) => NeedsTimes(problem)
        && !problem.HasTravel && problem.Objective.Imbalance <= 0
        && problem.Agents.All(a => double.IsPositiveInfinity(a.Budget) && a.MaxTasks >= problem.Tasks.Count)
        && (problem.Agents.All(a => a.Slots == 1) || problem.Tasks.All(t => t.Slots == 1))
        && problem.Tasks.All(t => !t.IsCoalition)
        && !HasTransfers(problem);

    public static bool HasTransfers(AllocationProblem problem) =>
        problem.Agents.Any(a => double.IsFinite(a.BytesPerSecond))
        && problem.Tasks.Any(t => t.Inputs.Any(i => i.Bytes > 0));

    public static string? Objection(AllocationProblem problem)
    {
        (long agents, long tasks) = (problem.Agents.Count, problem.Tasks.Count);
        if (agents * tasks > MostPairs)
        {
            return $"mip reaches {MostPairs} pairs of agents and tasks; the problem has {agents * tasks}";
        }

        if (!NeedsTimes(problem))
        {
            return null;
        }

        if (problem.HasTravel && agents * (tasks + 1) * (tasks + 1) > MostArcs)
        {
            return $"mip reaches {MostArcs} ways between tasks; the problem has {agents * (tasks + 1) * (tasks + 1)}";
        }

        if (problem.HasTravel && problem.Agents.Any(a => a.Slots > 1))
        {
            return "mip cannot model travel of agents that do several tasks at once";
        }

        if (HasTransfers(problem) && problem.Tasks.Any(t => t.IsCoalition))
        {
            return "mip cannot model transfers from or to coalitions";
        }

        AllocationTask? fading = problem.Objective.Worth <= 0 ? null : problem.Tasks.FirstOrDefault(t => t.Decay > 0
            && t.LatestStart > SimTime.Max(t.Release, problem.Now));
        return fading is null ? null
            : $"mip cannot model worth that fades while a task waits, as that of {fading.Name} does";
    }

    /// <summary>Whether an agent's end is the sum of its work, in whatever order it is done.</summary>
    private static bool IsLoadAlone(AllocationProblem problem) => !problem.HasPrecedence && !problem.HasTravel
        && problem.Agents.All(a => a.Slots == 1)
        && problem.Tasks.All(t => !t.IsCoalition && t.KnownInputs.Count == 0 && t.Release <= problem.Now);
}

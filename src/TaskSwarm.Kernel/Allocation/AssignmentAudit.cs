using System.Globalization;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// Holds an answer against its problem, independently of how it was found: skills, slots, budgets, windows, travel,
/// transfers and precedence.
/// </summary>
public static class AssignmentAudit
{
    /// <summary>What is wrong with an answer, in words; empty if nothing is.</summary>
    public static IReadOnlyList<string> Check(AllocationProblem problem, Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(assignment);
        var wrong = new List<string>();
        if (assignment.Placements.Count != problem.Tasks.Count)
        {
            wrong.Add($"{assignment.Placements.Count} placements for {problem.Tasks.Count} tasks");
            return wrong;
        }

        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            if (assignment.Placements[t].IsPlaced)
            {
                CheckTask(problem, assignment, t, wrong);
            }
        }

        for (int a = 0; a < problem.Agents.Count; a++)
        {
            CheckAgent(problem, assignment, a, wrong);
        }

        return wrong;
    }

    private static void CheckTask(AllocationProblem problem, Assignment assignment, int task, List<string> wrong)
    {
        AllocationTask t = problem.Tasks[task];
        Placement p = assignment.Placements[task];
        if (p.Agents.Any(a => !problem.CanDo(a, task)))
        {
            wrong.Add($"{t.Name}: given to an agent that cannot do it");
            return;
        }

        bool team = t.IsCoalition || p.Agents.Count == 1;
        ulong skills = p.Agents.Aggregate(0UL, (all, a) => all | problem.Agents[a].Skills);
        long length = p.Agents.Max(a => (long)problem.Duration[a, task]);
        Require(team && p.Agents.Distinct().Count() == p.Agents.Count, wrong, $"{t.Name}: given to too many agents");
        Require((skills & t.Skills) == t.Skills, wrong, $"{t.Name}: a skill is missing");
        Require(p.End.Micros - p.Start.Micros == length, wrong, $"{t.Name}: wrong length");
        Require(p.Start >= t.Release && p.Start >= problem.Now, wrong, $"{t.Name}: starts too early");
        Require(p.Start <= t.LatestStart && p.End <= t.Deadline, wrong, $"{t.Name}: too late");
        foreach (int agent in p.Agents)
        {
            foreach (TaskInput input in t.Inputs)
            {
                Placement maker = assignment.Placements[input.Task];
                Require(
                    maker.IsPlaced && p.Start.Micros >= maker.End.Micros + problem.TransferMicros(
                        maker.Agents.Contains(agent) ? agent : maker.Agents[0], agent, input.Bytes),
                    wrong, $"{t.Name}: starts before {problem.Tasks[input.Task].Name} has delivered");
            }

            Require(
                t.KnownInputs.All(k => p.Start.Micros
                    >= k.ReadyAt.Micros + problem.TransferMicros(k.Agent, agent, k.Bytes)),
                wrong, $"{t.Name}: starts before its inputs are there");
        }
    }

    private static void CheckAgent(AllocationProblem problem, Assignment assignment, int agent, List<string> wrong)
    {
        AllocationAgent a = problem.Agents[agent];
        IReadOnlyList<int> tasks = assignment.SequenceOf(agent);
        double used = tasks.Sum(t => problem.Need[agent, t]);
        Require(used <= a.Limit, wrong, string.Create(
            CultureInfo.InvariantCulture, $"{a.Name}: uses {used} of a budget of {a.Budget}"));
        Require(tasks.Count <= a.MaxTasks, wrong, $"{a.Name}: {tasks.Count} tasks, at most {a.MaxTasks}");
        if (a.Slots == 1)
        {
            CheckSequence(problem, assignment, agent, tasks, wrong);
            return;
        }

        foreach (int task in tasks)
        {
            long at = assignment.Placements[task].Start.Micros;
            int busy = a.FreeFrom.Count(f => f.Micros > at) + tasks
                .Where(o => assignment.Placements[o].Start.Micros <= at && assignment.Placements[o].End.Micros > at)
                .Sum(o => problem.Tasks[o].Slots);
            Require(busy <= a.Slots, wrong, $"{a.Name}: more than {a.Slots} slots in use at {new Time.SimTime(at)}");
        }
    }

    private static void CheckSequence(
        AllocationProblem problem, Assignment assignment, int agent, IReadOnlyList<int> tasks, List<string> wrong)
    {
        AllocationAgent a = problem.Agents[agent];
        bool travels = problem.HasTravel;
        long free = Math.Max(problem.Now.Micros, a.FreeFrom.Count > 0 ? a.FreeFrom[0].Micros : 0);
        int last = -1;
        foreach (int task in tasks)
        {
            long arrival = free + (travels ? problem.TravelMicros(agent, last, task) : 0);
            Require(
                assignment.Placements[task].Start.Micros >= arrival, wrong,
                $"{a.Name}: {problem.Tasks[task].Name} starts before the agent is there and free");
            (free, last) = (assignment.Placements[task].End.Micros, task);
        }
    }

    private static void Require(bool holds, List<string> wrong, string otherwise)
    {
        if (!holds)
        {
            wrong.Add(otherwise);
        }
    }
}

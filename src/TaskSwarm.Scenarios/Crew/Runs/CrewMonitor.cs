using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>
/// Holds what a crew has carried out to what there was: slots, skills, budgets and bounds, windows, inputs and their
/// transfers, the length of work and the way between places. It judges at the end of the run: slots, ways, lengths and
/// inputs by all work that ended well, the rest by what counts as done.
/// </summary>
/// <param name="log">The reader that knows what was carried out; it must come first among the readers.</param>
/// <param name="faults">The scenario's faults: some make agents faster.</param>
public sealed class CrewMonitor(CrewLog log, IReadOnlyList<Fault> faults) : IRunMonitor
{
    private const string Capacity = "capacity";
    private const string Precedence = "precedence";
    private const string Window = "window";
    private const string Travel = "travel";

    private readonly ViolationList _violations = new();
    private readonly SortedDictionary<int, double> _fastest = [];

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics) => Check(log.Plan, log.Worked, log.Done, log.Parts);

    /// <summary>Writes nothing: it judges at the end, and what it judges is the log's.</summary>
    public void Capture(StateWriter writer)
    {
    }

    /// <summary>Reads nothing.</summary>
    public void Restore(StateReader reader)
    {
    }

    /// <summary>Judges what was carried out of a plan.</summary>
    internal void Check(
        CrewPlan plan, IReadOnlyList<CrewExecution> worked, IReadOnlyList<CrewExecution> done,
        IReadOnlyDictionary<int, int> parts)
    {
        foreach (Fault.SlowDown fault in faults.OfType<Fault.SlowDown>().Where(static f => f.Factor > 1))
        {
            int agent = fault.Agent.Index - 1;
            _fastest[agent] = _fastest.GetValueOrDefault(agent, 1) * fault.Factor;
        }

        CheckInputs(plan, worked, parts);
        foreach (CrewExecution execution in worked)
        {
            CheckTeam(plan.Whole, execution);
            CheckLength(plan, execution, parts);
        }

        foreach (CrewExecution execution in done)
        {
            CheckWindow(plan, execution);
        }

        for (int agent = 0; agent < plan.Whole.Agents.Count; agent++)
        {
            CrewExecution[] own =
            [
                .. worked.Where(w => w.Agents.Contains(agent)).OrderBy(w => w.Start).ThenBy(w => w.End)
                    .ThenBy(w => w.Task),
            ];
            CheckSlots(plan.Whole, agent, own);
            CheckWays(plan, agent, own);
            CheckBounds(plan.Whole, agent, done, parts);
        }
    }

    private void CheckInputs(CrewPlan plan, IReadOnlyList<CrewExecution> worked, IReadOnlyDictionary<int, int> parts)
    {
        // A task may be carried out twice: the second time is of no concern to those who had the output of the first.
        var made = new SortedDictionary<(int Task, int Part), List<CrewExecution>>();
        foreach (CrewExecution execution in worked)
        {
            (int Task, int Part) key = (execution.Task, execution.Part);
            if (!made.TryGetValue(key, out List<CrewExecution>? list))
            {
                made.Add(key, list = []);
            }

            list.Add(execution);
        }

        foreach (CrewExecution execution in worked)
        {
            AllocationTask task = plan.Whole.Tasks[execution.Task];
            foreach (TaskInput input in task.Inputs)
            {
                int makers = parts.GetValueOrDefault(input.Task, 0);
                int first = makers == 0 ? 0 : 1;
                double bytes = input.Bytes / Math.Max(1, makers) / Math.Max(1, parts.GetValueOrDefault(execution.Task));
                for (int part = first; part <= makers; part++)
                {
                    CheckInput(plan.Whole, execution, input.Task, bytes, made.GetValueOrDefault((input.Task, part)));
                }
            }
        }
    }

    private void CheckInput(
        AllocationProblem problem, CrewExecution execution, int input, double bytes, List<CrewExecution>? makers)
    {
        AllocationTask task = problem.Tasks[execution.Task];
        string maker = problem.Tasks[input].Name;
        if (makers is null)
        {
            Add(Precedence, execution.Start, problem, execution, $"begun though {maker} was never done");
            return;
        }

        SimTime end = makers.Min(static m => m.End);
        if (execution.Start < end)
        {
            Add(Precedence, execution.Start, problem, execution, $"begun before {maker} was done at {end}");
            return;
        }

        foreach (int agent in execution.Agents)
        {
            // From the store, whose link is the fastest there is.
            SimTime here = end + new SimDuration(problem.TransferMicros(-1, agent, bytes));
            foreach (CrewExecution own in makers.Where(m => m.Agents.Contains(agent)))
            {
                here = SimTime.Min(here, own.End);
            }

            if (execution.Start < here)
            {
                Add(Precedence, execution.Start, agent, problem, task,
                    $"begun before the output of {maker} could be there at {here}");
            }
        }
    }

    private void CheckTeam(AllocationProblem problem, CrewExecution execution)
    {
        AllocationTask task = problem.Tasks[execution.Task];
        foreach (int agent in execution.Agents.Where(a => !IsAble(problem, a, execution.Task)))
        {
            Add(Capacity, execution.Start, agent, problem, task, "done by an agent that cannot do it");
        }

        ulong skills = execution.Agents.Aggregate(0UL, (all, a) => all | problem.Agents[a].Skills);
        if (task.IsCoalition && (skills & task.Skills) != task.Skills)
        {
            Add(Capacity, execution.Start, problem, execution, "done though a skill was missing");
        }

        if (execution.Agents.Count > 1
            && (!task.IsCoalition || execution.Agents.Distinct().Count() < execution.Agents.Count))
        {
            Add(Capacity, execution.Start, problem, execution, "done by too many agents");
        }
    }

    /// <summary>Apart from budgets: a part takes less than the whole.</summary>
    private static bool IsAble(AllocationProblem problem, int agent, int task)
    {
        AllocationTask t = problem.Tasks[task];
        ulong common = problem.Agents[agent].Skills & t.Skills;
        return (t.IsCoalition ? t.Skills == 0 || common != 0 : common == t.Skills)
            && problem.Agents[agent].Slots >= t.Slots && double.IsFinite(problem.Duration[agent, task]);
    }

    private void CheckLength(CrewPlan plan, CrewExecution execution, IReadOnlyDictionary<int, int> split)
    {
        int parts = execution.Part == 0 ? 1 : split.GetValueOrDefault(execution.Task, 1);
        DivisibleTask? divisible = plan.Divisible.FirstOrDefault(d => d.Task == execution.Task);
        foreach (int agent in execution.Agents.Where(a => double.IsFinite(plan.Whole.Duration[a, execution.Task])))
        {
            double whole = plan.Whole.Duration[agent, execution.Task] / parts;
            double least = (whole + (divisible?.Overhead.Micros ?? 0)) / _fastest.GetValueOrDefault(agent, 1);
            if ((execution.End - execution.Start).Micros < Math.Floor(least))
            {
                Add(Window, execution.Start, agent, plan.Whole, plan.Whole.Tasks[execution.Task],
                    $"done in {execution.End - execution.Start}, sooner than it can be");
            }
        }
    }

    private void CheckWindow(CrewPlan plan, CrewExecution execution)
    {
        AllocationTask task = plan.Whole.Tasks[execution.Task];
        SimTime earliest = SimTime.Max(task.Release, plan.Opening);
        if (execution.Start < earliest)
        {
            Add(Window, execution.Start, plan.Whole, execution, $"begun before its release at {earliest}");
        }

        if (execution.Start > task.LatestStart)
        {
            Add(Window, execution.Start, plan.Whole, execution, $"begun after its latest start at {task.LatestStart}");
        }

        if (execution.End > task.Deadline)
        {
            Add(Window, execution.End, plan.Whole, execution, $"done after its deadline at {task.Deadline}");
        }
    }

    /// <summary>Slots in use rise only where something begins, so those instants are enough.</summary>
    private void CheckSlots(AllocationProblem problem, int agent, CrewExecution[] own)
    {
        int slots = problem.Agents[agent].Slots;
        var running = new List<CrewExecution>();
        int used = 0;
        foreach (CrewExecution execution in own)
        {
            AllocationTask task = problem.Tasks[execution.Task];
            used -= running.Where(r => r.End <= execution.Start).Sum(r => problem.Tasks[r.Task].Slots);
            running.RemoveAll(r => r.End <= execution.Start);
            if (execution.End == execution.Start)
            {
                continue;
            }

            running.Add(execution);
            used += task.Slots;
            if (used > slots)
            {
                Add(Capacity, execution.Start, agent, problem, task, $"{used} slots in use, {slots} there");
            }
        }
    }

    private void CheckWays(CrewPlan plan, int agent, CrewExecution[] own)
    {
        AllocationProblem problem = plan.Whole;
        double speed = _fastest.GetValueOrDefault(agent, 1);
        (int Task, SimTime Until) last = (-1, plan.Opening);
        foreach (CrewExecution execution in own)
        {
            if (problem.Tasks[execution.Task].Place is null && problem.Travel is null)
            {
                continue;
            }

            long way = (long)(problem.TravelMicros(agent, last.Task, execution.Task) / speed);
            SimTime there = last.Until + new SimDuration(way);
            if (way > 0 && execution.Start < there)
            {
                Add(Travel, execution.Start, agent, problem, problem.Tasks[execution.Task],
                    $"begun before it can be there at {there}");
            }

            last = (execution.Task, way > 0 ? execution.End : SimTime.Max(last.Until, execution.End));
        }
    }

    private void CheckBounds(
        AllocationProblem problem, int agent, IReadOnlyList<CrewExecution> done, IReadOnlyDictionary<int, int> parts)
    {
        AllocationAgent a = problem.Agents[agent];
        double used = 0;
        int count = 0;
        foreach (CrewExecution execution in done.Where(d => d.Agents.Contains(agent)))
        {
            used += problem.Need[agent, execution.Task] / (execution.Part == 0 ? 1 : parts[execution.Task]);
            count++;
            if (used > a.Limit)
            {
                Add(Capacity, execution.Start, agent, problem, problem.Tasks[execution.Task], string.Create(
                    CultureInfo.InvariantCulture, $"uses {used} of a budget of {a.Budget}"));
            }

            if (count > a.MaxTasks)
            {
                Add(Capacity, execution.Start, agent, problem, problem.Tasks[execution.Task], string.Create(
                    CultureInfo.InvariantCulture, $"its task number {count}, {a.MaxTasks} at most"));
            }
        }
    }

    private void Add(string law, SimTime at, AllocationProblem problem, CrewExecution execution, string message) =>
        Add(law, at, execution.Agents[0], problem, problem.Tasks[execution.Task], message);

    private void Add(
        string law, SimTime at, int agent, AllocationProblem problem, AllocationTask task, string message) =>
        _violations.Add(new Violation(law, at, problem.Agents[agent].Id, task.Name, message));
}

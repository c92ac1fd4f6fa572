using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>
/// Holds what a crew has carried out to capacity and precedence: nobody has more slots in use than it has, or does what
/// it lacks the skills for, and nothing is begun before its inputs were made. It judges at the end of the run, from the
/// attempts that succeeded.
/// </summary>
/// <param name="log">The reader that knows what was carried out; it must come first among the readers.</param>
public sealed class CrewMonitor(CrewLog log) : IRunMonitor
{
    private const string Capacity = "capacity";
    private const string Precedence = "precedence";

    private readonly ViolationList _violations = new();

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics) => Check(log.Plan.Whole, log.Done);

    /// <summary>Judges what was carried out of a problem.</summary>
    internal void Check(AllocationProblem problem, IReadOnlyList<CrewExecution> done)
    {
        CheckPrecedence(problem, done);
        for (int agent = 0; agent < problem.Agents.Count; agent++)
        {
            CheckSlots(problem, agent, done);
        }
    }

    private void CheckPrecedence(AllocationProblem problem, IReadOnlyList<CrewExecution> done)
    {
        var ends = new SortedDictionary<int, SimTime>();
        foreach (CrewExecution execution in done)
        {
            ends[execution.Task] = SimTime.Max(ends.GetValueOrDefault(execution.Task), execution.End);
        }

        foreach (CrewExecution execution in done)
        {
            AllocationTask task = problem.Tasks[execution.Task];
            AgentId first = problem.Agents[execution.Agents[0]].Id;
            if (execution.Start < task.Release)
            {
                Add(Precedence, execution.Start, first, task, $"begun before its release at {task.Release}");
            }

            foreach (TaskInput input in task.Inputs)
            {
                string maker = problem.Tasks[input.Task].Name;
                if (!ends.TryGetValue(input.Task, out SimTime made))
                {
                    Add(Precedence, execution.Start, first, task, $"begun though {maker} was never done");
                }
                else if (execution.Start < made)
                {
                    Add(Precedence, execution.Start, first, task, $"begun before {maker} was done at {made}");
                }
            }
        }
    }

    /// <summary>Slots in use rise only where something begins, so those instants are enough.</summary>
    private void CheckSlots(AllocationProblem problem, int agent, IReadOnlyList<CrewExecution> done)
    {
        AllocationAgent a = problem.Agents[agent];
        CrewExecution[] own = [.. done.Where(d => d.Agents.Contains(agent)).OrderBy(d => d.Start).ThenBy(d => d.Task)];
        var running = new List<CrewExecution>();
        int used = 0;
        foreach (CrewExecution execution in own)
        {
            AllocationTask task = problem.Tasks[execution.Task];
            if (!problem.CanDo(agent, execution.Task))
            {
                Add(Capacity, execution.Start, a.Id, task, "done by an agent that cannot do it");
            }

            used -= running.Where(r => r.End <= execution.Start).Sum(r => problem.Tasks[r.Task].Slots);
            running.RemoveAll(r => r.End <= execution.Start);
            running.Add(execution);
            used += task.Slots;
            if (used > a.Slots)
            {
                Add(Capacity, execution.Start, a.Id, task, $"{used} slots in use, {a.Slots} there");
            }
        }
    }

    private void Add(string law, SimTime at, AgentId agent, AllocationTask task, string message) =>
        _violations.Add(new Violation(law, at, agent, task.Name, message));
}

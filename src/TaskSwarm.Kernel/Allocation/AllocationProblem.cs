using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// What an allocation strategy is asked: who does which tasks, in which order. The model covers generalised assignment
/// (<see cref="Cost"/>, <see cref="Need"/>, budgets), task graphs on unlike units (<see cref="Duration"/>, inputs,
/// transfers, slots) and travelling coalitions (places, skills). Nothing in it changes while a strategy thinks.
/// </summary>
public sealed class AllocationProblem
{
    /// <summary>Nothing can start earlier.</summary>
    public SimTime Now { get; init; }

    /// <summary>The agents that are up.</summary>
    public required IReadOnlyList<AllocationAgent> Agents { get; init; }

    /// <summary>The tasks to be placed. Their inputs form no cycle.</summary>
    public required IReadOnlyList<AllocationTask> Tasks { get; init; }

    /// <summary>Whole microseconds that a task takes on an agent; infinite where it cannot do it.</summary>
    public PairTable Duration { get; init; } = PairTable.Same(0);

    /// <summary>What a placement costs, in the scenario's unit.</summary>
    public PairTable Cost { get; init; } = PairTable.Same(0);

    /// <summary>What a placement uses up of the agent's <see cref="AllocationAgent.Budget"/>.</summary>
    public PairTable Need { get; init; } = PairTable.Same(0);

    /// <summary>What is minimised.</summary>
    public AllocationObjective Objective { get; init; } = AllocationObjective.ForMakespan;

    /// <summary>
    /// Travel times that are not straight lines: whole microseconds for (agent, from task, to task), where -1 is the
    /// agent's own place as the first and its home as the second. Null: places and speeds tell.
    /// </summary>
    public Func<int, int, int, long>? Travel { get; init; }

    /// <summary>Whether agents lose time on the way from task to task.</summary>
    public bool HasTravel => Travel is not null || (Tasks.Any(t => t.Place is not null)
        && Agents.Any(a => double.IsFinite(a.Speed)));

    /// <summary>Whether any task waits for another.</summary>
    public bool HasPrecedence => Tasks.Any(t => t.Inputs.Count > 0);

    /// <summary>Whether an agent may take part in a task at all: duration, skills, slots and budget alone.</summary>
    public bool CanDo(int agent, int task)
    {
        AllocationAgent a = Agents[agent];
        AllocationTask t = Tasks[task];
        bool skilled = t.IsCoalition
            ? t.Skills == 0 || (a.Skills & t.Skills) != 0
            : (a.Skills & t.Skills) == t.Skills;
        return skilled && a.Slots >= t.Slots && Need[agent, task] <= a.Limit
            && double.IsFinite(Duration[agent, task]);
    }

    /// <summary>Microseconds from the end of one task to the start of another at a different place.</summary>
    /// <param name="agent">Who travels.</param>
    /// <param name="from">A task, or -1 for where the agent is.</param>
    /// <param name="to">A task, or -1 for the agent's home.</param>
    public long TravelMicros(int agent, int from, int to)
    {
        if (Travel is not null)
        {
            return Travel(agent, from, to);
        }

        AllocationAgent a = Agents[agent];
        if (!double.IsFinite(a.Speed))
        {
            return 0;
        }

        World.Vec3 start = from < 0 ? a.Place : Tasks[from].Place ?? a.Place;
        World.Vec3? goal = to < 0 ? a.Home : Tasks[to].Place;
        return goal is World.Vec3 g
            ? SimDuration.CeilingSeconds(start.DistanceTo(g) / a.Speed).Micros
            : 0;
    }

    /// <summary>Microseconds that bytes take from one agent to another; 0 on the same agent.</summary>
    /// <param name="from">An agent, or -1 for the shared store.</param>
    /// <param name="to">An agent.</param>
    /// <param name="bytes">How much is carried.</param>
    public long TransferMicros(int from, int to, double bytes)
    {
        if (from == to || bytes <= 0)
        {
            return 0;
        }

        double sender = from < 0 ? double.PositiveInfinity : Agents[from].BytesPerSecond;
        double rate = Math.Min(sender, Agents[to].BytesPerSecond);
        return double.IsFinite(rate) ? SimDuration.CeilingSeconds(bytes / rate).Micros : 0;
    }
}

using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Search;

/// <summary>A problem of agents with one slot that do not travel, in plain arrays.</summary>
internal sealed class PlanData
{
    public PlanData(AllocationProblem problem)
    {
        Problem = problem;
        (Tasks, Agents) = (problem.Tasks.Count, problem.Agents.Count);
        Duration = Pairs((a, t) => problem.CanDo(a, t) ? (long)problem.Duration[a, t] : -1);
        Need = Pairs((a, t) => problem.Need[a, t]);
        Known = problem.Tasks.Any(t => t.KnownInputs.Count > 0) ? Pairs(KnownReady) : null;
        InputFrom = new int[Tasks + 1];
        for (int t = 0; t < Tasks; t++)
        {
            InputFrom[t + 1] = InputFrom[t] + problem.Tasks[t].Inputs.Count;
        }

        Inputs = [.. problem.Tasks.SelectMany(t => t.Inputs)];
        HasTransfers = problem.Agents.Any(a => double.IsFinite(a.BytesPerSecond)) && Inputs.Any(i => i.Bytes > 0);
        Ready = [.. problem.Tasks.Select(t => Math.Max(problem.Now.Micros, t.Release.Micros))];
        Free = [.. problem.Agents.Select(a => Math.Max(
            problem.Now.Micros, a.FreeFrom.Count > 0 ? a.FreeFrom[0].Micros : problem.Now.Micros))];
        Budget = [.. problem.Agents.Select(a => a.Limit)];
        MaxTasks = [.. problem.Agents.Select(a => a.MaxTasks)];
        LatestStart = [.. problem.Tasks.Select(t => t.LatestStart.Micros)];
        Deadline = [.. problem.Tasks.Select(t => t.Deadline.Micros)];
        IsLimited = problem.Agents.Any(a => double.IsFinite(a.Budget) || a.MaxTasks < Tasks);
        AreAgentsAlike = !HasTransfers && !IsLimited && Known is null && Alike();
    }

    public AllocationProblem Problem { get; }

    public int Tasks { get; }

    public int Agents { get; }

    /// <summary>By agent * tasks + task; -1 where the agent cannot do the task.</summary>
    public long[] Duration { get; }

    public double[] Need { get; }

    /// <summary>When what is known already is there; null if nothing is.</summary>
    public long[]? Known { get; }

    public int[] InputFrom { get; }

    public TaskInput[] Inputs { get; }

    public bool HasTransfers { get; }

    public long[] Ready { get; }

    public long[] Free { get; }

    public double[] Budget { get; }

    public int[] MaxTasks { get; }

    public long[] LatestStart { get; }

    public long[] Deadline { get; }

    public bool IsLimited { get; }

    /// <summary>Whether it makes no difference who does a task, but for when it is free.</summary>
    public bool AreAgentsAlike { get; }

    /// <summary>Whether a problem can be held so.</summary>
    public static bool Fits(AllocationProblem problem) => !problem.HasTravel
        && problem.Agents.All(a => a.Slots == 1) && !problem.Tasks.Any(t => t.IsCoalition || t.Slots != 1);

    /// <summary>The same tasks from the end to the start, without windows: what takes inputs gives them.</summary>
    public static AllocationProblem Mirror(AllocationProblem problem)
    {
        var inputs = new List<TaskInput>[problem.Tasks.Count];
        for (int t = 0; t < inputs.Length; t++)
        {
            inputs[t] = [];
        }

        for (int t = 0; t < inputs.Length; t++)
        {
            foreach (TaskInput input in problem.Tasks[t].Inputs)
            {
                inputs[input.Task].Add(new TaskInput(t, input.Bytes));
            }
        }

        return new AllocationProblem
        {
            Agents = [.. problem.Agents.Select(a => a with { FreeFrom = [] })],
            Tasks =
            [
                .. problem.Tasks.Select((t, i) => new AllocationTask(t.Id, t.Name)
                {
                    Skills = t.Skills,
                    Inputs = inputs[i],
                }),
            ],
            Duration = problem.Duration,
            Need = problem.Need,
        };
    }

    private bool Alike()
    {
        for (int i = Tasks; i < Duration.Length; i++)
        {
            if (Duration[i] != Duration[i % Tasks] || Problem.Cost[i / Tasks, i % Tasks] != Problem.Cost[0, i % Tasks])
            {
                return false;
            }
        }

        return true;
    }

    private long KnownReady(int agent, int task)
    {
        long ready = 0;
        foreach (KnownInput known in Problem.Tasks[task].KnownInputs)
        {
            ready = Math.Max(
                ready, known.ReadyAt.Micros + Problem.TransferMicros(known.Agent, agent, known.Bytes));
        }

        return ready;
    }

    private T[] Pairs<T>(Func<int, int, T> of)
    {
        T[] values = new T[Agents * Tasks];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = of(i / Tasks, i % Tasks);
        }

        return values;
    }
}

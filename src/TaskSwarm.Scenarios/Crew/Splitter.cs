using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// Judges into how many parts a divisible task is split: as many as could run at once on slots that are idle, times a
/// grain that is made finer when slots were idle while parts ran, and coarser when overhead took too much of the work.
/// Each family of tasks has a grain of its own, since what is too fine depends on the work.
/// </summary>
internal sealed class Splitter(CrewBoard board)
{
    private const double TooIdle = 0.2;
    private const double TooMuchOverhead = 0.1;
    private const double Step = 1.5;

    private readonly SortedDictionary<string, double> _grains = new(StringComparer.Ordinal);

    /// <summary>Into how many parts a task that can be split now is split; 1 for one that cannot.</summary>
    public int PartsFor(AgentContext context, int task)
    {
        if (board.Items.DivisibleOf(task) is not DivisibleTask divisible)
        {
            return 1;
        }

        int idle = Places(task, a => Math.Max(0, board.Items.Plan.Whole.Agents[a].Slots - SlotsInUse(a)));
        double grain = _grains.GetValueOrDefault(divisible.Family, 1);
        int parts = (int)Math.Clamp(
            Math.Round(Math.Max(1, idle) * grain), divisible.LeastParts, divisible.GreatestParts);
        context.Emit(new TaskSplit(new TaskId(task), parts, idle, grain));
        return parts;
    }

    /// <summary>When the last part of a task is done, learns from how it went.</summary>
    public void NoteDone(AgentContext context, int item)
    {
        int task = board.Items.TaskOf(item);
        if (board.Items.DivisibleOf(task) is not DivisibleTask divisible || !board.IsDone(task))
        {
            return;
        }

        IReadOnlyList<int> parts = board.ItemsOf(task);
        SimTime first = SimTime.Never, last = SimTime.Zero;
        long work = 0;
        foreach (int part in parts)
        {
            ItemFile file = board[part];
            SimTime start = SimTime.Min(file.Start, file.End);
            (first, last) = (SimTime.Min(first, start), SimTime.Max(last, file.End));
            work += (file.End - start).Micros;
        }

        int able = Places(task, a => board.Items.Plan.Whole.Agents[a].Slots);
        double span = (double)(last - first).Micros * able * board.Items.Of(item).Slots;
        double idle = span > 0 ? Math.Clamp(1 - (BusyMicros(task, first, last) / span), 0, 1) : 0;
        double overhead = work > 0
            ? Math.Clamp((double)divisible.Overhead.Micros * parts.Count / work, 0, 1)
            : 0;
        context.Emit(new SplitJudged(new TaskId(task), parts.Count, idle, overhead));
        double grain = _grains.GetValueOrDefault(divisible.Family, 1);
        if (overhead > TooMuchOverhead)
        {
            _grains[divisible.Family] = Math.Max(1.0 / 64, grain / Step);
        }
        else if (idle > TooIdle)
        {
            _grains[divisible.Family] = Math.Min(64, grain * Step);
        }
    }

    public void Capture(StateWriter writer) => writer.WriteList(_grains, static (w, g) =>
    {
        w.Write(g.Key);
        w.Write(g.Value);
    });

    public void Restore(StateReader reader)
    {
        _grains.Clear();
        foreach ((string family, double grain) in reader.ReadList(static r => (r.ReadString()!, r.ReadDouble())))
        {
            _grains.Add(family, grain);
        }
    }

    /// <summary>How many parts of a task can be under way at once on the slots that each agent has for it.</summary>
    private int Places(int task, Func<int, int> slotsOf) => Enumerable.Range(0, board.Agents)
        .Where(a => board.IsUp(a) && board.Items.Plan.Whole.CanDo(a, task))
        .Sum(a => slotsOf(a) / board.Items.Of(task).Slots);

    private int SlotsInUse(int agent)
    {
        int used = 0;
        for (int item = 0; item < board.Items.Count; item++)
        {
            ItemFile file = board[item];
            used += file.State is ItemState.Held or ItemState.Running && file.Team.Contains(agent)
                ? board.Items.Of(item).Slots
                : 0;
        }

        return used;
    }

    /// <summary>
    /// Slots times microseconds in use between two instants on agents that could do parts of a task, whatever they did:
    /// an agent that is busy with something else does not idle.
    /// </summary>
    private double BusyMicros(int task, SimTime from, SimTime until)
    {
        double busy = 0;
        for (int item = 0; item < board.Items.Count; item++)
        {
            ItemFile file = board[item];
            if (file.State is not ItemState.Done and not ItemState.Running)
            {
                continue;
            }

            SimTime end = file.State == ItemState.Done ? file.End : until;
            long micros = (SimTime.Min(end, until).Micros - SimTime.Max(file.Start, from).Micros)
                * board.Items.Of(item).Slots;
            int able = file.Team.Count(a => board.Items.Plan.Whole.CanDo(a, task));
            busy += Math.Max(0, micros) * able;
        }

        return busy;
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// Judges into how many parts a divisible task is split: as many as agents are idle that could do one, times a grain
/// that is made finer when agents were idle while parts ran, and coarser when overhead took too much of their work.
/// </summary>
internal sealed class Splitter(CrewBoard board)
{
    private const double TooIdle = 0.2;
    private const double TooMuchOverhead = 0.1;
    private const double Step = 1.5;

    private double _grain = 1;

    /// <summary>Into how many parts a task that can be split now is split; 1 for one that cannot.</summary>
    public int PartsFor(AgentContext context, int task)
    {
        if (board.Items.DivisibleOf(task) is not DivisibleTask divisible)
        {
            return 1;
        }

        int idle = Enumerable.Range(0, board.Agents)
            .Count(a => board.Items.Plan.Whole.CanDo(a, task) && board.IsIdle(a));
        int parts = (int)Math.Clamp(
            Math.Round(Math.Max(1, idle) * _grain), divisible.LeastParts, divisible.GreatestParts);
        context.Emit(new TaskSplit(new TaskId(task), parts, idle, _grain));
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
        var agents = new SortedSet<int>();
        foreach (int part in parts)
        {
            ItemFile file = board[part];
            SimTime start = SimTime.Min(file.Start, file.End);
            (first, last) = (SimTime.Min(first, start), SimTime.Max(last, file.End));
            work += (file.End - start).Micros;
            agents.Add(file.Team[0]);
        }

        int able = Enumerable.Range(0, board.Agents)
            .Count(a => board.IsUp(a) && board.Items.Plan.Whole.CanDo(a, task));
        double span = (double)(last - first).Micros * Math.Max(able, agents.Count);
        double idle = span > 0 ? Math.Clamp(1 - (work / span), 0, 1) : 0;
        double overhead = work > 0
            ? Math.Clamp((double)divisible.Overhead.Micros * parts.Count / work, 0, 1)
            : 0;
        context.Emit(new SplitJudged(new TaskId(task), parts.Count, idle, overhead));
        if (overhead > TooMuchOverhead)
        {
            _grain = Math.Max(1.0 / 64, _grain / Step);
        }
        else if (idle > TooIdle)
        {
            _grain = Math.Min(64, _grain * Step);
        }
    }

    public void Capture(StateWriter writer) => writer.Write(_grain);

    public void Restore(StateReader reader) => _grain = reader.ReadDouble();
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// The bids of one agent in an auction of many tasks: its marginal costs (<see cref="PlacementBid"/>) of all open
/// tasks, kept sorted, and from the best of them bundles. Bundles are reckoned task after task in the order of their
/// numbers in the given order, and named by their mean cost; only what costs less than leaving it undone is bid for.
/// </summary>
public sealed class BidBook
{
    /// <summary>From so many of its best tasks an agent makes bundles.</summary>
    public const int Pool = 7;

    private readonly AllocationProblem _problem;
    private readonly Func<int, long> _ready;
    private readonly AgentTrack _track;
    private readonly AgentTrack _trial;
    private readonly double[] _cost;
    private readonly SortedSet<(double Cost, int Task)> _singles = [];

    /// <summary>An empty book.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="track">What the agent holds; its owner adds to it.</param>
    /// <param name="trial">A track of the same agent for the book's own use.</param>
    /// <param name="ready">When all that a task waits for is at the agent, in microseconds.</param>
    public BidBook(AllocationProblem problem, AgentTrack track, AgentTrack trial, Func<int, long> ready)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(ready);
        (_problem, _track, _trial, _ready) = (problem, track, trial, ready);
        _cost = new double[problem.Tasks.Count];
    }

    /// <summary>How many placements have been tried.</summary>
    public long Tried { get; private set; }

    /// <summary>Takes note of a task that is offered.</summary>
    public void Open(int task)
    {
        Tried++;
        double cost = Price(_track, task, out _);
        if (cost < _problem.Objective.Unplaced)
        {
            _cost[task] = cost;
            _singles.Add((cost, task));
        }
    }

    /// <summary>Strikes a task that is no longer offered.</summary>
    public void Close(int task) => _singles.Remove((_cost[task], task));

    /// <summary>Reckons everything anew, after the agent's own state has changed.</summary>
    /// <param name="open">All tasks on offer.</param>
    public void Renew(IEnumerable<int> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        _singles.Clear();
        foreach (int task in open)
        {
            Open(task);
        }
    }

    /// <summary>The best bids, best first.</summary>
    /// <param name="bidder">The agent's number in the run.</param>
    /// <param name="maxBundle">The most tasks of one bid.</param>
    /// <param name="count">The most bids.</param>
    public IReadOnlyList<BundleBid> Best(AgentId bidder, int maxBundle, int count)
    {
        if (maxBundle == 1)
        {
            return [.. _singles.Take(count).Select(s => new BundleBid(bidder, [new TaskId(s.Task)], s.Cost))];
        }

        int[] pool = [.. _singles.Take(Pool).Select(s => s.Task).Order()];
        var bids = new List<(double Mean, int[] Tasks, double Cost)>();
        for (int set = 1; set < 1 << pool.Length; set++)
        {
            if (int.PopCount(set) <= maxBundle)
            {
                int[] tasks = [.. pool.Where((_, at) => (set & (1 << at)) != 0)];
                double cost = Price(tasks);
                if (cost < tasks.Length * _problem.Objective.Unplaced)
                {
                    bids.Add((cost / tasks.Length, tasks, cost));
                }
            }
        }

        // OrderBy is stable: equal bids stay in the order in which they were made.
        return
        [
            .. bids.OrderBy(b => b.Mean).Take(count)
                .Select(b => new BundleBid(bidder, [.. b.Tasks.Select(t => new TaskId(t))], b.Cost)),
        ];
    }

    private double Price(int[] tasks)
    {
        if (tasks.Length == 1)
        {
            return _cost[tasks[0]];
        }

        _trial.CopyFrom(_track);
        double sum = 0;
        foreach (int task in tasks)
        {
            Tried++;
            sum += Price(_trial, task, out long start);
            if (double.IsPositiveInfinity(sum))
            {
                return sum;
            }

            _trial.Add(task, start);
        }

        return sum;
    }

    private double Price(AgentTrack track, int task, out long start)
    {
        start = track.EarliestStart(task, _ready(task));
        return start == Timetable.Impossible
            ? double.PositiveInfinity
            : PlacementBid.Of(_problem, task, track.Agent, start, track.Load);
    }
}

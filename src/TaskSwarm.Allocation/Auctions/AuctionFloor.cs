using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Allocation.Auctions;

/// <summary>An auction under way: what is on offer, what everybody bids, what has been awarded.</summary>
internal sealed class AuctionFloor
{
    private readonly AllocationProblem _problem;
    private readonly IAuctionRule _rule;
    private readonly AgentTrack[] _tracks;
    private readonly BidBook[] _books;
    private readonly IReadOnlyList<BundleBid>?[] _bids;
    private readonly SortedSet<int> _open = [];
    private readonly List<int>[] _consumers;
    private readonly int[] _waiting;

    /// <summary>Offers everything that waits for nothing.</summary>
    public AuctionFloor(AllocationProblem problem, IAuctionRule rule)
    {
        (_problem, _rule, Timetable) = (problem, rule, new Timetable(problem));
        bool travels = problem.HasTravel;
        int agents = problem.Agents.Count;
        _tracks = [.. Enumerable.Range(0, agents).Select(a => new AgentTrack(problem, a, travels))];
        _books =
        [
            .. Enumerable.Range(0, agents).Select(a => new BidBook(
                problem, _tracks[a], new AgentTrack(problem, a, travels), t => Timetable.InputsAt(t, a))),
        ];
        _bids = new IReadOnlyList<BundleBid>?[agents];
        _consumers = [.. problem.Tasks.Select(_ => new List<int>())];
        _waiting = [.. problem.Tasks.Select(t => t.Inputs.Count)];
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            foreach (TaskInput input in problem.Tasks[t].Inputs)
            {
                _consumers[input.Task].Add(t);
            }
        }

        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            if (_waiting[t] == 0)
            {
                Offer(t);
            }
        }
    }

    /// <summary>What has been awarded.</summary>
    public Timetable Timetable { get; }

    /// <summary>Placements tried by all bidders.</summary>
    public long Effort => _books.Sum(b => b.Tried);

    /// <summary>One round.</summary>
    /// <returns>Whether anything was awarded.</returns>
    public bool Round()
    {
        var bids = new List<BundleBid>();
        for (int a = 0; a < _books.Length; a++)
        {
            _bids[a] ??= _books[a].Best(new AgentId(a), _rule.MaxBundle, _rule.BidsEach);
            bids.AddRange(_bids[a]!);
        }

        IReadOnlyList<BundleBid> winners = _rule.Decide(bids);
        foreach (BundleBid winner in winners)
        {
            foreach (TaskId task in winner.Tasks)
            {
                Award(task.Number, winner.Bidder.Index);
            }
        }

        foreach (BundleBid winner in winners)
        {
            _books[winner.Bidder.Index].Renew(_open);
            _bids[winner.Bidder.Index] = null;
        }

        foreach (TaskId task in winners.SelectMany(w => w.Tasks))
        {
            ReleaseConsumers(task.Number);
        }

        return winners.Count > 0;
    }

    private void Award(int task, int agent)
    {
        long start = _tracks[agent].EarliestStart(task, Timetable.InputsAt(task, agent));
        _tracks[agent].Add(task, start);
        Timetable.Place(task, agent, start);
        _open.Remove(task);
        for (int a = 0; a < _books.Length; a++)
        {
            _books[a].Close(task);
            if (_bids[a] is { } bids && bids.Any(b => b.Tasks.Contains(new TaskId(task))))
            {
                _bids[a] = null;
            }
        }
    }

    private void ReleaseConsumers(int task)
    {
        foreach (int consumer in _consumers[task])
        {
            if (--_waiting[consumer] == 0)
            {
                Offer(consumer);
            }
        }
    }

    private void Offer(int task)
    {
        _open.Add(task);
        for (int a = 0; a < _books.Length; a++)
        {
            _books[a].Open(task);
            _bids[a] = null;
        }
    }
}

using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Allocation.Auctions;

/// <summary>Winner determination: the set of bids of the highest value that share neither a bidder nor a task.
/// </summary>
internal sealed class WinnerSearch
{
    private readonly double[] _value;
    private readonly int[][] _tasks;
    private readonly int[][] _ofBidder;

    // The most that bidders from here on can add: the bound.
    private readonly double[] _atMost;
    private readonly bool[] _taken;
    private readonly List<int> _chosen = [];
    private int[] _best = [];
    private double _bestValue;
    private int _nodesLeft;

    /// <summary>A search over one round's bids.</summary>
    public WinnerSearch(IReadOnlyList<BundleBid> bids, double[] value, int maxNodes)
    {
        (_value, _nodesLeft) = (value, maxNodes);
        TaskId[] known = [.. bids.SelectMany(b => b.Tasks).Distinct().Order()];
        _tasks = [.. bids.Select(b => b.Tasks.Select(t => Array.BinarySearch(known, t)).ToArray())];
        _taken = new bool[known.Length];
        _ofBidder =
        [
            .. Enumerable.Range(0, bids.Count).GroupBy(b => bids[b].Bidder).OrderBy(g => g.Key)
                .Select(g => g.OrderByDescending(b => value[b]).ToArray()),
        ];
        _atMost = new double[_ofBidder.Length + 1];
        for (int a = _ofBidder.Length - 1; a >= 0; a--)
        {
            _atMost[a] = _atMost[a + 1] + Math.Max(0, value[_ofBidder[a][0]]);
        }
    }

    /// <summary>The chosen bids, by place.</summary>
    public IReadOnlyList<int> Run()
    {
        Greedy();
        Branch(0, 0);
        return _best;
    }

    private void Greedy()
    {
        int[] bidder = new int[_value.Length];
        for (int a = 0; a < _ofBidder.Length; a++)
        {
            Array.ForEach(_ofBidder[a], b => bidder[b] = a);
        }

        bool[] served = new bool[_ofBidder.Length];
        var chosen = new List<int>();
        foreach (int bid in Enumerable.Range(0, _value.Length)
            .OrderByDescending(b => _value[b] / Math.Sqrt(_tasks[b].Length)))
        {
            if (!served[bidder[bid]] && IsFree(bid) && _value[bid] > 0)
            {
                served[bidder[bid]] = true;
                Mark(bid, true);
                chosen.Add(bid);
                _bestValue += _value[bid];
            }
        }

        chosen.ForEach(b => Mark(b, false));
        _best = [.. chosen];
    }

    private void Branch(int bidder, double value)
    {
        if (value > _bestValue)
        {
            (_best, _bestValue) = ([.. _chosen], value);
        }

        if (bidder == _ofBidder.Length || value + _atMost[bidder] <= _bestValue || _nodesLeft-- <= 0)
        {
            return;
        }

        foreach (int bid in _ofBidder[bidder])
        {
            if (_value[bid] > 0 && IsFree(bid))
            {
                Mark(bid, true);
                _chosen.Add(bid);
                Branch(bidder + 1, value + _value[bid]);
                _chosen.RemoveAt(_chosen.Count - 1);
                Mark(bid, false);
            }
        }

        Branch(bidder + 1, value);
    }

    private bool IsFree(int bid) => Array.TrueForAll(_tasks[bid], t => !_taken[t]);

    private void Mark(int bid, bool taken) => Array.ForEach(_tasks[bid], t => _taken[t] = taken);
}

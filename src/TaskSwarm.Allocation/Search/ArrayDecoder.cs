using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Search;

/// <summary>
/// Decodes problems of agents with one slot that do not travel: insertion into gaps on plain arrays, without allocating
/// anything, some ten times as fast as a timetable.
/// </summary>
internal sealed class ArrayDecoder(PlanData data) : IDecoder
{
    private readonly AllocationObjective _weights = data.Problem.Objective;
    private readonly bool _isPlain = data.Problem.Objective is
    {
        Cost: 0, Tardiness: 0, Response: 0, Imbalance: 0, Worth: 0,
    };

    private readonly long[] _start = new long[data.Tasks];
    private readonly long[] _end = new long[data.Tasks];
    private readonly int[] _agent = new int[data.Tasks];
    private readonly int[] _count = new int[data.Agents];
    private readonly double[] _used = new double[data.Agents];
    private readonly long[] _load = new long[data.Agents];
    private readonly long[] _busyStart = new long[data.Agents * data.Tasks];
    private readonly long[] _busyEnd = new long[data.Agents * data.Tasks];

    /// <inheritdoc/>
    public long Effort { get; private set; }

    /// <inheritdoc/>
    public double Decode(int[] order, int[] wishes)
    {
        Array.Fill(_agent, -1);
        Array.Clear(_count);
        Array.Clear(_used);
        Array.Clear(_load);
        foreach (int task in order)
        {
            long ready = ReadyAt(task);
            if (ready == long.MaxValue || (wishes[task] >= 0 && TryPlaceOn(task, wishes[task], ready)))
            {
                continue;
            }

            PlaceBest(task, ready);
        }

        return Objective();
    }

    /// <inheritdoc/>
    public long StartOf(int task) => _agent[task] < 0 ? long.MaxValue : _start[task];

    /// <inheritdoc/>
    public long EndOf(int task) => _agent[task] < 0 ? long.MaxValue : _end[task];

    /// <inheritdoc/>
    public int AgentOf(int task) => _agent[task];

    /// <inheritdoc/>
    public Assignment Answer()
    {
        var builder = new PlanBuilder(data.Problem) { LeavesLosses = _weights.Makespan <= 0 };
        foreach (int task in Enumerable.Range(0, data.Tasks).Where(t => _agent[t] >= 0).OrderBy(t => _start[t])
            .ThenBy(t => _end[t]))
        {
            builder.Plan.Place(task, _agent[task], _start[task]);
        }

        return builder.Finish() with { Effort = Effort };
    }

    private long ReadyAt(int task)
    {
        long ready = data.Ready[task];
        for (int i = data.InputFrom[task]; i < data.InputFrom[task + 1]; i++)
        {
            int maker = data.Inputs[i].Task;
            if (_agent[maker] < 0)
            {
                return long.MaxValue;
            }

            ready = Math.Max(ready, _end[maker]);
        }

        return ready;
    }

    private bool TryPlaceOn(int task, int agent, long ready)
    {
        long start = EarliestStart(task, agent, ready);
        if (start < 0)
        {
            return false;
        }

        Place(task, agent, start);
        return true;
    }

    private void PlaceBest(int task, long ready)
    {
        (int best, long bestStart, long bestEnd, double least) = (-1, 0, long.MaxValue, double.PositiveInfinity);
        for (int agent = 0; agent < data.Agents; agent++)
        {
            long start = EarliestStart(task, agent, ready);
            if (start < 0)
            {
                continue;
            }

            long end = start + data.Duration[(agent * data.Tasks) + task];
            double added = _isPlain ? 0 : AddedBy(task, agent, start, end);
            if (best < 0 || added < least || (added == least && end < bestEnd))
            {
                (best, bestStart, bestEnd, least) = (agent, start, end, added);
            }
        }

        if (best >= 0 && (_weights.Makespan > 0 || least <= _weights.Unplaced))
        {
            Place(task, best, bestStart);
        }
    }

    private long EarliestStart(int task, int agent, long ready)
    {
        Effort++;
        int pair = (agent * data.Tasks) + task;
        long duration = data.Duration[pair];
        if (duration < 0 || (data.IsLimited
            && (_count[agent] >= data.MaxTasks[agent] || _used[agent] + data.Need[pair] > data.Budget[agent])))
        {
            return -1;
        }

        long from = Math.Max(ready, data.Free[agent]);
        from = data.HasTransfers ? Math.Max(from, InputsThere(task, agent)) : from;
        from = data.Known is null ? from : Math.Max(from, data.Known[pair]);
        int first = agent * data.Tasks, last = first + _count[agent];
        if (last > first && _busyEnd[last - 1] > from)
        {
            for (int i = first; i < last && from + duration > _busyStart[i]; i++)
            {
                from = Math.Max(from, _busyEnd[i]);
            }
        }

        return from > data.LatestStart[task] || from + duration > data.Deadline[task] ? -1 : from;
    }

    private long InputsThere(int task, int agent)
    {
        long there = 0;
        for (int i = data.InputFrom[task]; i < data.InputFrom[task + 1]; i++)
        {
            TaskInput input = data.Inputs[i];
            there = Math.Max(there, _end[input.Task]
                + data.Problem.TransferMicros(_agent[input.Task], agent, input.Bytes));
        }

        return there;
    }

    private void Place(int task, int agent, long start)
    {
        int pair = (agent * data.Tasks) + task;
        long end = start + data.Duration[pair];
        (_agent[task], _start[task], _end[task]) = (agent, start, end);
        int first = agent * data.Tasks, at = first + _count[agent];
        while (at > first && (_busyStart[at - 1] > start || (_busyStart[at - 1] == start && _busyEnd[at - 1] > end)))
        {
            (_busyStart[at], _busyEnd[at]) = (_busyStart[at - 1], _busyEnd[at - 1]);
            at--;
        }

        (_busyStart[at], _busyEnd[at]) = (start, end);
        _count[agent]++;
        _used[agent] += data.Need[pair];
        _load[agent] += end - start;
    }

    private double AddedBy(int task, int agent, long start, long end)
    {
        long now = data.Problem.Now.Micros;
        AllocationTask t = data.Problem.Tasks[task];
        double sum = (_weights.Makespan + _weights.Response) * ((end - now) / 1e6);
        sum += _weights.Cost > 0 ? _weights.Cost * data.Problem.Cost[agent, task] : 0;
        sum += _weights.Tardiness * (Math.Max(0, end - t.Due.Micros) / 1e6);
        sum += _weights.Imbalance * ((_load[agent] + end - start) / 1e6);
        double waited = Math.Max(0, start - t.Release.Micros) / 1e6;
        return _weights.Worth > 0 ? sum - (_weights.Worth * t.Value * Math.Exp(-t.Decay * waited)) : sum;
    }

    private double Objective()
    {
        (double sum, long last) = (0, data.Problem.Now.Micros);
        for (int t = 0; t < _agent.Length; t++)
        {
            if (_agent[t] < 0)
            {
                sum += _weights.Unplaced;
                continue;
            }

            last = Math.Max(last, _end[t]);
            sum += _isPlain ? 0 : ValueOf(t);
        }

        (long most, double all) = (0, 0);
        foreach (long load in _load)
        {
            most = Math.Max(most, load);
            all += load;
        }

        sum += _weights.Imbalance * ((most - (all / Math.Max(1, data.Agents))) / 1e6);
        return sum + (_weights.Makespan * ((last - data.Problem.Now.Micros) / 1e6));
    }

    private double ValueOf(int task)
    {
        AllocationTask t = data.Problem.Tasks[task];
        double sum = _weights.Cost > 0 ? _weights.Cost * data.Problem.Cost[_agent[task], task] : 0;
        sum += _weights.Tardiness * (Math.Max(0, _end[task] - t.Due.Micros) / 1e6);
        sum += _weights.Response * ((_end[task] - t.Release.Micros) / 1e6);
        double waited = Math.Max(0, _start[task] - t.Release.Micros) / 1e6;
        return _weights.Worth > 0 ? sum - (_weights.Worth * t.Value * Math.Exp(-t.Decay * waited)) : sum;
    }
}

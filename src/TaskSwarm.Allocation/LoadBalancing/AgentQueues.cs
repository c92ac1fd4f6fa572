using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LoadBalancing;

/// <summary>Who would do which tasks, and how much that is: time where tasks take time, else the share of the
/// budget.</summary>
internal sealed class AgentQueues
{
    private readonly AllocationProblem _problem;
    private readonly int[] _owner;
    private readonly int[] _count;
    private readonly double[] _load;
    private readonly double[] _used;

    public AgentQueues(AllocationProblem problem)
    {
        _problem = problem;
        _owner = new int[problem.Tasks.Count];
        Array.Fill(_owner, -1);
        _count = new int[problem.Agents.Count];
        _used = new double[problem.Agents.Count];
        _load = new double[problem.Agents.Count];
        for (int a = 0; a < _load.Length; a++)
        {
            _load[a] = problem.Agents[a].FreeFrom.Sum(f => (double)Math.Max(0, f.Micros - problem.Now.Micros))
                / problem.Agents[a].Slots;
        }
    }

    public int OwnerOf(int task) => _owner[task];

    /// <summary>Whether one agent has less to do than another; a tie goes to the lower index.</summary>
    public bool IsLess(int one, int other) =>
        _load[one] != _load[other] ? _load[one] < _load[other]
        : Share(one) != Share(other) ? Share(one) < Share(other)
        : _count[one] != _count[other] ? _count[one] < _count[other] : one < other;

    /// <summary>All agents, the least loaded first.</summary>
    public IReadOnlyList<int> ByLoad() =>
    [
        .. Enumerable.Range(0, _load.Length).Order(Comparer<int>.Create((x, y) =>
            x == y ? 0 : IsLess(x, y) ? -1 : 1)),
    ];

    public bool TryAdd(int task, int agent)
    {
        bool fits = _problem.CanDo(agent, task) && _count[agent] < _problem.Agents[agent].MaxTasks
            && _used[agent] + _problem.Need[agent, task] <= _problem.Agents[agent].Limit;
        if (fits)
        {
            _owner[task] = agent;
            Change(task, agent, 1);
        }

        return fits;
    }

    public void TryAddToLeastLoaded(int task)
    {
        int least = -1;
        for (int a = 0; a < _load.Length; a++)
        {
            bool fits = (least < 0 || IsLess(a, least)) && _problem.CanDo(a, task)
                && _count[a] < _problem.Agents[a].MaxTasks
                && _used[a] + _problem.Need[a, task] <= _problem.Agents[a].Limit;
            least = fits ? a : least;
        }

        if (least >= 0)
        {
            TryAdd(task, least);
        }
    }

    /// <summary>Each agent without work takes the last waiting task of the most loaded agent from which it can take
    /// one and then has less to do than that agent had.</summary>
    public void Steal(IReadOnlyList<int> order)
    {
        var queues = new List<int>[_load.Length];
        for (int a = 0; a < queues.Length; a++)
        {
            queues[a] = [];
        }

        foreach (int task in order.Where(t => _owner[t] >= 0))
        {
            queues[_owner[task]].Add(task);
        }

        for (int thief = 0; thief < queues.Length; thief++)
        {
            if (_count[thief] == 0 && _load[thief] == 0)
            {
                StealOne(thief, queues);
            }
        }
    }

    private void StealOne(int thief, List<int>[] queues)
    {
        foreach (int victim in ByLoad().Reverse())
        {
            // The front task is not waiting for the agent but begun, unless something else still occupies it.
            int waiting = queues[victim].Count - (_problem.Agents[victim].FreeFrom.Any(f => f > _problem.Now) ? 0 : 1);
            int task = waiting > 0 ? queues[victim][^1] : -1;
            if (task >= 0 && _problem.Duration[thief, task] < _load[victim] && TryAdd(task, thief))
            {
                Change(task, victim, -1);
                queues[victim].RemoveAt(queues[victim].Count - 1);
                queues[thief].Add(task);
                return;
            }
        }
    }

    private void Change(int task, int agent, int sign)
    {
        _count[agent] += sign;
        _used[agent] += sign * _problem.Need[agent, task];
        _load[agent] += sign * _problem.Duration[agent, task] * _problem.Tasks[task].Slots
            / _problem.Agents[agent].Slots;
    }

    private double Share(int agent) =>
        double.IsFinite(_problem.Agents[agent].Budget) && _problem.Agents[agent].Budget > 0
            ? _used[agent] / _problem.Agents[agent].Budget
            : 0;
}

using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Planning;

/// <summary>The precedence of a problem's tasks: who waits for whom, orders that respect it, path lengths.</summary>
internal sealed class TaskGraph
{
    private readonly AllocationProblem _problem;
    private readonly List<TaskInput>[] _consumers;

    public TaskGraph(AllocationProblem problem)
    {
        _problem = problem;
        _consumers = new List<TaskInput>[problem.Tasks.Count];
        for (int t = 0; t < _consumers.Length; t++)
        {
            _consumers[t] = [];
        }

        for (int t = 0; t < _consumers.Length; t++)
        {
            foreach (TaskInput input in problem.Tasks[t].Inputs)
            {
                _consumers[input.Task].Add(new TaskInput(t, input.Bytes));
            }
        }
    }

    /// <summary>The tasks that wait for a task, with what they fetch from it.</summary>
    public IReadOnlyList<TaskInput> ConsumersOf(int task) => _consumers[task];

    /// <summary>All tasks, each after its inputs, and otherwise by ascending key; ties go to the lower index.</summary>
    public int[] Order(IReadOnlyList<double> keys)
    {
        int[] missing = new int[_consumers.Length];
        var ready = new PriorityQueue<int, (double Key, int Task)>();
        for (int t = 0; t < missing.Length; t++)
        {
            missing[t] = _problem.Tasks[t].Inputs.Count;
            if (missing[t] == 0)
            {
                ready.Enqueue(t, (keys[t], t));
            }
        }

        int[] order = new int[missing.Length];
        int count = 0;
        while (ready.TryDequeue(out int task, out _))
        {
            order[count++] = task;
            foreach (TaskInput consumer in _consumers[task])
            {
                if (--missing[consumer.Task] == 0)
                {
                    ready.Enqueue(consumer.Task, (keys[consumer.Task], consumer.Task));
                }
            }
        }

        return order;
    }

    /// <summary>All tasks in the order of a comparison as far as precedence allows.</summary>
    public int[] Order(Comparison<int> compare) => Order(KeysOf(compare));

    /// <summary>All tasks in the order of their index as far as precedence allows.</summary>
    public int[] Order() => Order(new double[_consumers.Length]);

    /// <summary>
    /// Upward ranks (Topcuoglu, Hariri and Wu, IEEE TPDS 13(3), 2002): the length of the longest path from the start
    /// of a task to the end of everything, with mean durations and mean transfers, in microseconds.
    /// </summary>
    public double[] UpwardRanks()
    {
        double[] mean = MeanDurations();
        double perByte = MeanMicrosPerByte();
        double[] rank = new double[_consumers.Length];
        int[] order = Order();
        for (int i = order.Length - 1; i >= 0; i--)
        {
            double behind = 0;
            foreach (TaskInput consumer in _consumers[order[i]])
            {
                behind = Math.Max(behind, (consumer.Bytes * perByte) + rank[consumer.Task]);
            }

            rank[order[i]] = mean[order[i]] + behind;
        }

        return rank;
    }

    /// <summary>Mean microseconds of each task over the agents that can do it; 0 where nobody can.</summary>
    public double[] MeanDurations()
    {
        double[] mean = new double[_consumers.Length];
        for (int t = 0; t < mean.Length; t++)
        {
            double sum = 0;
            int able = 0;
            for (int a = 0; a < _problem.Agents.Count; a++)
            {
                if (_problem.CanDo(a, t))
                {
                    sum += _problem.Duration[a, t];
                    able++;
                }
            }

            mean[t] = able == 0 ? 0 : sum / able;
        }

        return mean;
    }

    private double[] KeysOf(Comparison<int> compare)
    {
        int[] sorted = [.. Enumerable.Range(0, _consumers.Length)];
        Array.Sort(sorted, (x, y) => compare(x, y) is int c and not 0 ? c : x.CompareTo(y));
        double[] keys = new double[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            keys[sorted[i]] = i;
        }

        return keys;
    }

    // The mean over all pairs of unlike agents of what the slower of the two takes for a byte.
    private double MeanMicrosPerByte()
    {
        double[] rates = [.. _problem.Agents.Select(a => a.BytesPerSecond).Order()];
        double sum = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            sum += double.IsFinite(rates[i]) ? (rates.Length - 1 - i) * 1e6 / rates[i] : 0;
        }

        return rates.Length < 2 ? 0 : sum / (rates.Length * (rates.Length - 1) / 2.0);
    }
}

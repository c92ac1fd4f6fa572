namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// A number for each pair of an agent and a task. Where it is the same for all agents, or for all tasks, or for all
/// pairs, it is stored once: a problem of 1,000 agents and 10,000 tasks then takes no 80 MB.
/// </summary>
public sealed class PairTable
{
    private readonly double[] _values;
    private readonly int _agentStride;
    private readonly int _taskStride;

    private PairTable(double[] values, int agentStride, int taskStride) =>
        (_values, _agentStride, _taskStride) = (values, agentStride, taskStride);

    /// <summary>The number of a pair, both counted from 0.</summary>
    public double this[int agent, int task] => _values[(agent * _agentStride) + (task * _taskStride)];

    /// <summary>One number for all pairs.</summary>
    public static PairTable Same(double value) => new([value], 0, 0);

    /// <summary>A number for each task, the same for all agents.</summary>
    public static PairTable PerTask(IReadOnlyList<double> values) => new([.. values], 0, 1);

    /// <summary>A number for each agent, the same for all tasks.</summary>
    public static PairTable PerAgent(IReadOnlyList<double> values) => new([.. values], 1, 0);

    /// <summary>A number for each pair.</summary>
    /// <param name="agents">Number of agents.</param>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="value">Called once for each (agent, task).</param>
    public static PairTable Of(int agents, int tasks, Func<int, int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        double[] values = new double[checked(agents * tasks)];
        for (int a = 0; a < agents; a++)
        {
            for (int t = 0; t < tasks; t++)
            {
                values[(a * tasks) + t] = value(a, t);
            }
        }

        return new PairTable(values, tasks, 1);
    }
}

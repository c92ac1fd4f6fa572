using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Allocation.ConsensusBundle;

/// <summary>Time stamps by agent. Agents are numbered densely, so an array serves.</summary>
internal sealed class StampTable
{
    /// <summary>Never heard of.</summary>
    public const long Never = long.MinValue;

    private long[] _micros = [];

    /// <summary>When the latest news of an agent was sent, in microseconds, or <see cref="Never"/>.</summary>
    public long this[AgentId agent] =>
        agent.Index >= 0 && agent.Index < _micros.Length ? _micros[agent.Index] : Never;

    /// <summary>Raises a stamp; never lowers one.</summary>
    public void Raise(AgentId agent, long micros)
    {
        if (agent.Index >= _micros.Length)
        {
            Reach(agent.Index);
        }

        _micros[agent.Index] = Math.Max(_micros[agent.Index], micros);
    }

    /// <summary>Replaces everything.</summary>
    public void Load(IReadOnlyList<AgentStamp> stamps)
    {
        Array.Fill(_micros, Never);
        Reach(stamps.Count == 0 ? -1 : stamps[^1].Agent.Index);
        foreach (AgentStamp stamp in stamps)
        {
            Raise(stamp.Agent, stamp.Heard.Micros);
        }
    }

    // As far as the last agent that was heard of, so that tables of equal contents are equal.
    private void Reach(int index)
    {
        int known = _micros.Length;
        if (index >= known)
        {
            Array.Resize(ref _micros, index + 1);
            Array.Fill(_micros, Never, known, index + 1 - known);
        }
    }

    /// <summary>All that were ever heard of, ascending.</summary>
    public IReadOnlyList<AgentStamp> ToList()
    {
        var stamps = new List<AgentStamp>(_micros.Length);
        for (int a = 0; a < _micros.Length; a++)
        {
            if (_micros[a] != Never)
            {
                stamps.Add(new AgentStamp(new AgentId(a), new SimTime(_micros[a])));
            }
        }

        return stamps;
    }
}

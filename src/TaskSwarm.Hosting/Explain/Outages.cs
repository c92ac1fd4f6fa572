using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>A stretch of time in which an agent was down.</summary>
internal sealed class Outage(SimTime from, string cause)
{
    /// <summary>When it went down.</summary>
    public SimTime From { get; } = from;

    /// <summary>What failed.</summary>
    public string Cause { get; } = cause;

    /// <summary>When it was up again; <see cref="SimTime.Never"/> if it never was.</summary>
    public SimTime Until { get; set; } = SimTime.Never;
}

/// <summary>When which agents were down.</summary>
internal sealed class Outages
{
    private readonly Dictionary<int, List<Outage>> _byAgent = [];

    /// <summary>Notes crashes and restarts.</summary>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case AgentCrashed crashed:
                Of(record.Agent).Add(new Outage(record.Time, crashed.Cause));
                break;
            case AgentRestarted when Of(record.Agent) is [.., Outage last]:
                last.Until = record.Time;
                break;
            case AgentStopped stopped when !Find(record.Agent).Any(static o => o.Until == SimTime.Never):
                Of(record.Agent).Add(new Outage(record.Time, stopped.Reason));
                break;
            default:
                break;
        }
    }

    /// <summary>An agent's outages, in order.</summary>
    public IReadOnlyList<Outage> Find(AgentId agent) =>
        _byAgent.TryGetValue(agent.Index, out List<Outage>? outages) ? outages : [];

    /// <summary>The first outage that an agent had, or was in, in a span of time; null if it was up all the time.
    /// </summary>
    public Outage? Within(AgentId agent, SimTime from, SimTime to) =>
        Find(agent).FirstOrDefault(o => o.From <= to && o.Until > from);

    private List<Outage> Of(AgentId agent)
    {
        if (!_byAgent.TryGetValue(agent.Index, out List<Outage>? outages))
        {
            _byAgent.Add(agent.Index, outages = []);
        }

        return outages;
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>Turns declared faults into the kernel's, checking them against the agents and the run's end.</summary>
internal sealed class FaultPlan(Roster roster, SimTime end, Problems problems)
{
    private readonly HashSet<AgentId> withRate = [];

    /// <summary>The faults so far.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>The cuts so far.</summary>
    public List<LinkCut> Cuts { get; } = [];

    /// <summary>The agents that some names stand for.</summary>
    public IReadOnlyList<AgentId> Find(IReadOnlyList<Located<string>> names) => roster.Find(names);

    /// <summary>The instant of a fault, which must be within the run.</summary>
    public SimTime During(Located<SimDuration> at)
    {
        var time = SimTime.Zero + at.Value;
        if (time > end)
        {
            problems.Add(at.Problem(at.Value.ToString(), $"a time up to the end of the run at {end}"));
        }
        return time;
    }

    /// <summary>Two sets of agents of which none may be in both.</summary>
    public void RequireApart(
        IReadOnlyList<AgentId> a, IReadOnlyList<AgentId> b, IReadOnlyList<Located<string>> namesOfB)
    {
        if (a.Intersect(b).Any())
        {
            problems.Add(namesOfB[0].Problem(
                $"\"{namesOfB[0].Value}\" on both sides", "agents that are on one side only"));
        }
    }

    /// <summary>Marks an agent as failing at random, which it can by one rate only.</summary>
    public void RequireFirstRate(AgentId agent, Located<string> name)
    {
        if (!withRate.Add(agent))
        {
            problems.Add(name.Problem(
                $"\"{name.Value}\", which has a failure rate already", "one failure rate an agent"));
        }
    }
}

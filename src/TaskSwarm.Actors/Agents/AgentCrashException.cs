using TaskSwarm.Kernel.Faults;

namespace TaskSwarm.Actors.Agents;

/// <summary>
/// Thrown by an agent's actor when the kernel says that the agent has crashed, so that the failure goes through Akka's
/// supervision. The kernel has decided what shall follow; supervisors carry it out.
/// </summary>
public sealed class AgentCrashException : Exception
{
    /// <summary>A crash.</summary>
    /// <param name="agent">The agent's name.</param>
    /// <param name="squad">The number of the agent's squad.</param>
    /// <param name="directive">What the squad's supervisor shall do.</param>
    /// <param name="cause">What failed, for people.</param>
    public AgentCrashException(string agent, int squad, SupervisionDirective directive, string? cause)
        : base($"Agent {agent} crashed: {cause}.")
    {
        Agent = agent;
        Squad = squad;
        Directive = directive;
    }

    /// <summary>The agent's name.</summary>
    public string Agent { get; }

    /// <summary>The number of the agent's squad in the simulation's list.</summary>
    public int Squad { get; }

    /// <summary>What the squad's supervisor shall do.</summary>
    public SupervisionDirective Directive { get; }
}

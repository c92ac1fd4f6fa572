using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Faults;

/// <summary>A failure that the scenario asks for. Others learn of it only as they would in life.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>An agent crashes; its squad's supervisor decides what follows.</summary>
    /// <param name="Agent">Who.</param>
    /// <param name="At">When.</param>
    /// <param name="Cause">For people.</param>
    public sealed record Crash(AgentId Agent, SimTime At, string Cause) : Fault
    {
        /// <summary>If set, the repair takes this long, whatever the supervisor's back-off.</summary>
        public SimDuration? RepairAfter { get; init; }

        /// <summary>If set, the agent never returns, whatever the squad's policy.</summary>
        public bool Permanent { get; init; }
    }

    /// <summary>An agent's speed is multiplied for a while.</summary>
    /// <param name="Agent">Who.</param>
    /// <param name="At">From when.</param>
    /// <param name="Until">To when; <see cref="SimTime.Never"/> for good.</param>
    /// <param name="Factor">Above 0; 0.5 is half as fast.</param>
    public sealed record SlowDown(AgentId Agent, SimTime At, SimTime Until, double Factor) : Fault;

    /// <summary>An agent works but nothing that it sends leaves it.</summary>
    /// <param name="Agent">Who.</param>
    /// <param name="At">From when.</param>
    /// <param name="Until">To when.</param>
    public sealed record Silence(AgentId Agent, SimTime At, SimTime Until) : Fault;

    /// <summary>An agent lies about its costs: each bid is multiplied.</summary>
    /// <param name="Agent">Who.</param>
    /// <param name="At">From when.</param>
    /// <param name="Until">To when.</param>
    /// <param name="Factor">Above 0; below 1 it bids too low.</param>
    public sealed record Lie(AgentId Agent, SimTime At, SimTime Until, double Factor) : Fault;

    /// <summary>
    /// An agent fails at random: exponential times between failures and of repair, from its own stream.
    /// </summary>
    /// <param name="Agent">Who.</param>
    /// <param name="MeanTimeBetweenFailures">Mean time from being up to the next crash.</param>
    /// <param name="MeanTimeToRepair">Mean time from crash to being up again.</param>
    public sealed record RandomCrashes(
        AgentId Agent, SimDuration MeanTimeBetweenFailures, SimDuration MeanTimeToRepair) : Fault;
}

using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Agents;

/// <summary>
/// What an agent can see and do during one reaction. It belongs to the reaction: agents must not keep it.
/// </summary>
public sealed class AgentContext
{
    private const string BehaviourPurpose = "behaviour";

    private readonly RegionCore _region;

    internal AgentContext(RegionCore region) => _region = region;

    /// <summary>The reacting agent.</summary>
    public AgentId Self => _region.Reacting.Id;

    /// <summary>The reacting agent's name.</summary>
    public string Name => _region.Reacting.Name;

    /// <summary>The instant of the event.</summary>
    public SimTime Now => _region.Now;

    /// <summary>The agent's own random numbers.</summary>
    public RandomStream Random => _region.Reacting.Stream(BehaviourPurpose, _region.Seed);

    /// <summary>The world as published at the start of the window.</summary>
    public WorldView World => _region.World;

    /// <summary>The product of the speed faults on the agent; 1 without any.</summary>
    public double SpeedFactor => _region.Reacting.SpeedFactor;

    /// <summary>The product of the lies the scenario makes the agent tell about its costs; 1 without any.</summary>
    public double BidFactor => _region.Reacting.BidFactor;

    /// <summary>Another of the agent's random streams, independent of <see cref="Random"/>.</summary>
    /// <param name="purpose">A constant name.</param>
    public RandomStream Stream(string purpose) => _region.Reacting.Stream(purpose, _region.Seed);

    /// <summary>The name of any agent.</summary>
    public string NameOf(AgentId agent) => _region.Run.NameOf(agent);

    /// <summary>Hands a message to the network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such agent.</exception>
    public void Send(AgentId to, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _region.Send(to, message);
    }

    /// <summary>Sends one message to many, in the order given.</summary>
    public void Broadcast(IReadOnlyList<AgentId> to, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(to);
        for (int i = 0; i < to.Count; i++)
        {
            Send(to[i], message);
        }
    }

    /// <summary>Sets a timer; it may be shorter than the lookahead.</summary>
    /// <param name="delay">Above zero.</param>
    /// <param name="tag">Given back to <see cref="Agent.OnTimer"/>.</param>
    public TimerId Schedule(SimDuration delay, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return _region.Schedule(delay, tag);
    }

    /// <summary>Cancels a pending timer of this agent. A timer that has fired must not be cancelled.</summary>
    public void Cancel(TimerId timer) => _region.Reacting.Cancel(timer);

    /// <summary>Publishes where the agent is; others see it from the next window on.</summary>
    /// <exception cref="ArgumentException">A component is infinite or NaN.</exception>
    public void Publish(Body body) => _region.Publish(body);

    /// <summary>Records that something happened in the simulated world.</summary>
    public void Emit(DomainEvent domainEvent)
    {
        ArgumentNullException.ThrowIfNull(domainEvent);
        _region.Emit(domainEvent);
    }

    /// <summary>
    /// Asks for a new agent. It starts one lookahead from now; then <see cref="AgentSpawned"/> tells this agent its
    /// number.
    /// </summary>
    public void Spawn(AgentBlueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        _region.Spawn(blueprint);
    }

    /// <summary>Leaves the run for good when the reaction is over.</summary>
    /// <param name="reason">For people.</param>
    public void Stop(string reason) => _region.StopReacting(reason);

    /// <summary>Ends the whole run at the end of this window, since there is nothing left to do.</summary>
    /// <param name="reason">For people.</param>
    public void FinishRun(string reason) => _region.Finish(reason);
}

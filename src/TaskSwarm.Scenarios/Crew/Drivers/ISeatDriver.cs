using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// The side of a strategy that each agent runs itself: bids in rounds of many tasks, consensus with neighbours. The
/// agent passes on what no other part of it understands.
/// </summary>
internal interface ISeatDriver
{
    /// <summary>The agent has come up, the first time or again; timers from before are gone.</summary>
    void OnStart(AgentContext context)
    {
    }

    /// <summary>Handles a message if it is the strategy's.</summary>
    void OnMessage(AgentContext context, AgentId sender, IMessage message);

    /// <summary>Handles a timer if it is the strategy's.</summary>
    void OnTimer(AgentContext context, IMessage tag)
    {
    }

    /// <summary>The agent has been awarded an item.</summary>
    void OnAwarded(AgentContext context, int item)
    {
    }

    /// <summary>The agent has done an item.</summary>
    void OnDone(AgentContext context, int item)
    {
    }

    /// <summary>A proposal to the dispatcher was rejected.</summary>
    void OnRejected(AgentContext context, RejectProposal rejection)
    {
    }

    /// <summary>Writes the state.</summary>
    void Capture(StateWriter writer);

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    void Restore(StateReader reader);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>The way in which a family of strategies decides, on the dispatcher's side.</summary>
internal interface IAllocationDriver
{
    /// <summary>Something has changed; called once for all changes of a reaction.</summary>
    void OnChange(AgentContext context, CrewChange change);

    /// <summary>The dispatcher has crashed and is up again; its timers are gone.</summary>
    void OnRestart(AgentContext context)
    {
    }

    /// <summary>Handles a message that no other part of the dispatcher understands.</summary>
    void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
    }

    /// <summary>Handles a timer that no other part of the dispatcher understands.</summary>
    void OnTimer(AgentContext context, IMessage tag)
    {
    }

    /// <summary>Nobody takes an item now; it is to be tried again later.</summary>
    /// <returns>What that changes for the driver.</returns>
    CrewChange OnPutOff(int item) => CrewChange.None;

    /// <summary>An item that was put off, or called for in vain, is to be tried again.</summary>
    void OnAgain(int item)
    {
    }

    /// <summary>An item is done.</summary>
    void OnDone(int item)
    {
    }

    /// <summary>Writes the state.</summary>
    void Capture(StateWriter writer);

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    void Restore(StateReader reader);
}

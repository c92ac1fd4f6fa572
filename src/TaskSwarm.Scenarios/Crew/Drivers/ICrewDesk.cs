using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>What the dispatcher offers the strategy that decides for it.</summary>
internal interface ICrewDesk
{
    /// <summary>What there is to do; <see cref="CrewItems.Plan"/> is the plan.</summary>
    CrewItems Items { get; }

    /// <summary>What the dispatcher knows.</summary>
    CrewBoard Board { get; }

    /// <summary>
    /// Has agents do an item. If nobody holds it, it is awarded at once; if others hold it, they are asked to give it
    /// back first and keep it if they have begun; if they hold it already, only its order is told.
    /// </summary>
    /// <param name="context">The dispatcher's context.</param>
    /// <param name="item">An item that is open or held.</param>
    /// <param name="team">Places of agents, ascending; the first leads.</param>
    /// <param name="order">Where it comes among its holders' tasks: planned start and end.</param>
    void Award(AgentContext context, int item, IReadOnlyList<int> team, WorkOrder order);

    /// <summary>Calls for proposals for an open item; the winner is awarded it by the plan's award rule.</summary>
    void Call(AgentContext context, int item);

    /// <summary>Nobody can take an open item now: it is tried again later, or has failed.</summary>
    void PutOff(AgentContext context, int item, string reason);

    /// <summary>The terms of an item as a call states them.</summary>
    CrewTerms TermsOf(int item);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>What an agent of the crew offers the side of a strategy that it runs itself.</summary>
internal interface ICrewSeat
{
    /// <summary>The agent's place in the plan.</summary>
    int Index { get; }

    /// <summary>What there is to do; <see cref="CrewItems.Plan"/> is the plan.</summary>
    CrewItems Items { get; }

    /// <summary>When the agent will be free, with all that it holds now.</summary>
    SeatForecast Forecast(AgentContext context);

    /// <summary>Whether the agent holds an item or is at it.</summary>
    bool Holds(int item);

    /// <summary>When all inputs will be here, as far as is known.</summary>
    SimTime ExpectedAt(CrewTerms terms);
}

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>What a drone's bid for a slot counts.</summary>
public enum BidMeasure
{
    /// <summary>Metres to the slot.</summary>
    Distance,

    /// <summary>Seconds to the slot, speeding up and braking included.</summary>
    Time,

    /// <summary>Joules to the slot.</summary>
    Energy,
}

namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>What happens at a stop.</summary>
public enum StopKind
{
    /// <summary>A load is fetched; its delivery comes later on the same route.</summary>
    Pickup,

    /// <summary>A load that was fetched on this tour is handed over.</summary>
    Delivery,

    /// <summary>A load that was aboard when the vehicle left the depot is handed over.</summary>
    DropOff,
}

namespace TaskSwarm.Scenarios.Import;

/// <summary>The two families of public routing instances.</summary>
public enum RoutingFamily
{
    /// <summary>Pickup and delivery with time windows (Li and Lim 2001).</summary>
    PickupAndDelivery,

    /// <summary>Deliveries from the depot with time windows (Solomon 1987; Gehring and Homberger 1999).</summary>
    DeliveryOnly,
}

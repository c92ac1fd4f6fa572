namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>The cheapest feasible way to take a request into a route.</summary>
/// <param name="Cost">By how much the route's cost rises; <see cref="Impossible"/> if there is no feasible way.</param>
/// <param name="PickupBefore">The pickup goes before the stop that now has this index.</param>
/// <param name="DeliveryBefore">The delivery goes before the stop that now has this index.</param>
public readonly record struct Insertion(long Cost, int PickupBefore, int DeliveryBefore)
{
    /// <summary>The cost of what cannot be done.</summary>
    public const long Impossible = long.MaxValue;

    /// <summary>No feasible position.</summary>
    public static Insertion None => new(Impossible, -1, -1);

    /// <summary>True if there is a feasible position.</summary>
    public bool IsFeasible => Cost != Impossible;
}

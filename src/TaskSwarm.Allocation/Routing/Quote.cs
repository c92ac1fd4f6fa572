namespace TaskSwarm.Allocation.Routing;

/// <summary>The cheapest way to take a job into a route.</summary>
/// <param name="Cost">By how much the route's cost rises; <see cref="Impossible"/> if it fits nowhere.</param>
/// <param name="Pickup">The pickup goes behind this stop, counted from 1; 0 is the start.</param>
/// <param name="Delivery">The delivery goes behind this stop, as stops are counted before the pickup goes in.</param>
internal readonly record struct Quote(long Cost, int Pickup, int Delivery)
{
    public const long Impossible = long.MaxValue;

    public static readonly Quote None = new(Impossible, -1, -1);
}

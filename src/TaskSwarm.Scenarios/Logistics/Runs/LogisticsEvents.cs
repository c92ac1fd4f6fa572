using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Runs;

/// <summary>A vehicle drove from one place to another without a stop.</summary>
/// <param name="From">Where it began.</param>
/// <param name="To">Where it ended.</param>
/// <param name="Departed">When it began; it ended at the event's time.</param>
/// <param name="Millimetres">Length of the way.</param>
/// <param name="LoadPermille">The fullest dimension of the load, thousandths of the capacity.</param>
public sealed record LegDriven(Vec3 From, Vec3 To, SimTime Departed, long Millimetres, int LoadPermille) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(From);
        encoder.Write(To);
        encoder.Write(Departed);
        encoder.Write(Millimetres);
        encoder.Write(LoadPermille);
    }
}

/// <summary>A vehicle has served a stop; the service ended at the event's time.</summary>
/// <param name="Request">Number of the request.</param>
/// <param name="Kind">Pickup, delivery or drop-off.</param>
/// <param name="Node">Number of the node in the plan; -1 if the load was fetched from another vehicle.</param>
/// <param name="At">Where.</param>
/// <param name="Arrived">When the vehicle arrived.</param>
/// <param name="Began">When the service began.</param>
/// <param name="LateMicros">By how much it began after the request's own window; 0 if in time.</param>
public sealed record StopServed(
    int Request, StopKind Kind, int Node, Vec3 At, SimTime Arrived, SimTime Began, long LateMicros) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Request);
        encoder.Write((long)Kind);
        encoder.Write(Node);
        encoder.Write(At);
        encoder.Write(Arrived);
        encoder.Write(Began);
        encoder.Write(LateMicros);
    }
}

/// <summary>A vehicle left its depot.</summary>
public sealed record TourBegan : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
    }
}

/// <summary>A vehicle is back at its depot.</summary>
/// <param name="Millimetres">Length of the tour.</param>
public sealed record TourEnded(long Millimetres) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Millimetres);
}

/// <summary>A vehicle is repaired at the roadside, with loads aboard.</summary>
/// <param name="At">Where.</param>
/// <param name="Aboard">How many loads are aboard.</param>
public sealed record BrokeDownOnTour(Vec3 At, int Aboard) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(At);
        encoder.Write(Aboard);
    }
}

/// <summary>A load lies in a vehicle that broke down: another is sought to fetch it from there.</summary>
/// <param name="Request">Number of the request.</param>
/// <param name="At">Where the vehicle was last known to be.</param>
public sealed record LoadStranded(int Request, Vec3 At) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Request);
        encoder.Write(At);
    }
}

/// <summary>A series of rounds of re-auction has ended.</summary>
/// <param name="Rounds">How many rounds there were.</param>
/// <param name="Improvements">How many made the joint plan better.</param>
/// <param name="Swaps">How many of those were swaps.</param>
/// <param name="CostBefore">Cost of the joint plan before.</param>
/// <param name="CostAfter">Cost of the joint plan after.</param>
public sealed record ReauctionEnded(int Rounds, int Improvements, int Swaps, long CostBefore, long CostAfter)
    : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Rounds);
        encoder.Write(Improvements);
        encoder.Write(Swaps);
        encoder.Write(CostBefore);
        encoder.Write(CostAfter);
    }
}

/// <summary>A dispatcher has planned all routes.</summary>
/// <param name="Requests">How many requests could be given to any vehicle.</param>
/// <param name="Unplaced">How many of them fit into no route.</param>
/// <param name="Effort">Insertions tried.</param>
/// <param name="Cost">Cost of all routes that were planned.</param>
public sealed record RoutesPlanned(int Requests, int Unplaced, long Effort, long Cost) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Requests);
        encoder.Write(Unplaced);
        encoder.Write(Effort);
        encoder.Write(Cost);
    }
}

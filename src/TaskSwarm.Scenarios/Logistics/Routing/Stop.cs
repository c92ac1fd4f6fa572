namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>One stop of a route.</summary>
/// <param name="Request">The request that is served.</param>
/// <param name="Kind">Pickup, delivery, or drop-off of a load from the depot.</param>
/// <param name="Place">Where.</param>
/// <param name="Window">When service may begin.</param>
/// <param name="ServiceMicros">How long it takes, microseconds.</param>
/// <param name="Change">What the service adds to the load (negative for a delivery).</param>
public readonly record struct Stop(
    TransportRequest Request, StopKind Kind, Place Place, TimeWindow Window, long ServiceMicros, LoadVector Change)
{
    /// <summary>The pickup of a request that has one.</summary>
    public static Stop PickupOf(TransportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var site = request.Pickup ?? throw new ArgumentException(
            $"Request [{request.Name}] is loaded in the depot; it has no pickup.", nameof(request));
        return new Stop(request, StopKind.Pickup, site.Place, site.Window, site.ServiceMicros, request.Load);
    }

    /// <summary>The delivery of a request: a drop-off if its load lies in the depot.</summary>
    public static Stop DeliveryOf(TransportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var site = request.Delivery;
        var kind = request.Pickup is null ? StopKind.DropOff : StopKind.Delivery;
        return new Stop(request, kind, site.Place, site.Window, site.ServiceMicros, -request.Load);
    }
}

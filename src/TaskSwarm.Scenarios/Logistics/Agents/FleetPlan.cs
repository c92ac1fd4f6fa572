using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Traffic;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <summary>What a scenario of this kind says, in the form in which agents use it. Immutable and shared.</summary>
public sealed record FleetPlan
{
    /// <summary>The vehicles; the index is the vehicle's number.</summary>
    public required IReadOnlyList<VehicleSpec> Fleet { get; init; }

    /// <summary>The requests; the index is the request's and the task's number.</summary>
    public required IReadOnlyList<TransportRequest> Requests { get; init; }

    /// <summary>Times and bounds of the contract net.</summary>
    public required ContractNetOptions ContractNet { get; init; }

    /// <summary>Rounds of one call, in the iterated form; 1 in the plain one.</summary>
    public int MaxRounds { get; init; } = 1;

    /// <summary>How much is re-auctioned before the day; 0 rounds switch re-auction off.</summary>
    public ReauctionOptions Reauction { get; init; } = new(0);

    /// <summary>Rounds of re-auction after each change during the day.</summary>
    public int DayRounds { get; init; }

    /// <summary>When planning ends and every vehicle must know its route, microseconds.</summary>
    public long PlanningEndMicros { get; init; }

    /// <summary>The central strategy that plans all routes; null where vehicles bid.</summary>
    public IRouter? Router { get; init; }

    /// <summary>Simulated time that the dispatcher takes to try one insertion, where it plans all routes.</summary>
    public SimDuration ThinkingStep { get; init; }

    /// <summary>The traffic that vehicles meet.</summary>
    public TrafficModel Traffic { get; init; } = TrafficModel.Free;

    /// <summary>
    /// The task that stands for a request. It is due when service at the delivery can end at the latest.
    /// </summary>
    public static TaskSpec TaskOf(TransportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var delivery = request.Delivery;
        var to = At(delivery.Place);
        return new TaskSpec(new TaskId(request.Id), request.Name)
        {
            Demand = new Demand(0, 0, 0, request.Load.A / (double)LoadVector.Scale),
            Release = new SimTime(request.ReleaseMicros),
            Due = new SimTime(delivery.Window.Due + delivery.ServiceMicros),
            WindowStart = new SimTime(delivery.Window.Ready),
            WindowEnd = new SimTime(delivery.Window.Due),
            Locations = request.Pickup is null ? [to] : [At(request.Pickup.Place), to],
        };
    }

    /// <summary>
    /// The request as a task now states it: the load may lie elsewhere, since its vehicle broke down, and the windows
    /// may have been stretched, since nobody could keep them.
    /// </summary>
    public TransportRequest RequestOf(TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var request = Requests[task.Id.Number];
        var due = Math.Max(request.Delivery.Window.Due, task.WindowEnd.Micros);
        var isStretched = due > request.Delivery.Window.Due;
        var pickup = PickupOf(task, request);
        if (isStretched)
        {
            var window = request.Delivery.Window with { Due = due };
            request = request with { Delivery = request.Delivery with { Window = window } };
            pickup = pickup is null
                ? null
                : pickup with { Window = pickup.Window with { Due = Math.Max(pickup.Window.Due, due) } };
        }

        return request with { Pickup = pickup };
    }

    /// <summary>A place as a point of the world.</summary>
    public static Vec3 At(Place place) => new(place.X, place.Y, 0);

    private static ServiceSite? PickupOf(TaskSpec task, TransportRequest request)
    {
        if (task.Locations.Count < 2)
        {
            return null;
        }

        var place = new Place(task.Locations[0].X, task.Locations[0].Y);
        return request.Pickup is not null && request.Pickup.Place == place
            ? request.Pickup
            : new ServiceSite(place, TimeWindow.Always, request.Pickup?.ServiceMicros ?? 0);
    }
}

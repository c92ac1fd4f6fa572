using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Routing;
using Amounts = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.KeyValuePair<string, double>>;

namespace TaskSwarm.Scenarios.Logistics.Sections;

/// <summary>A place of a request, as it is written.</summary>
/// <param name="At">Where.</param>
/// <param name="Window">When service may begin, times of the day; null for any time.</param>
/// <param name="ServiceMicros">How long service takes.</param>
/// <param name="Node">The number in plans; -1 for one that is given by the program.</param>
internal sealed record SiteDeclaration(Place At, TimeWindow? Window, long ServiceMicros, int Node)
{
    private static readonly Field<Place> AtField = Field.Required("at", "where: east and north", MapShapes.Place);

    private static readonly Field<Located<(SimDuration From, SimDuration To)>> WindowField = Field.Optional(
        "window", "when service may begin, times of the day", MapShapes.Window);

    private static readonly Field<SimDuration> Service = Field.WithDefault(
        "service", "how long service takes", Shape.Duration(max: "3650d"), or: "0s");

    private static readonly Field<long> NodeField = Field.Optional(
        "node", "number in the plan that is written with --plan", Shape.WholeNumber(1, 10_000_000));

    /// <summary>The section.</summary>
    public static Shape<SiteDeclaration> Shaped { get; } = Shape.Section(
        "a place of a request",
        [AtField, WindowField, Service, NodeField],
        read => new SiteDeclaration(
            read.Get(AtField),
            read.Has(WindowField) ? MapShapes.WindowOf(read, WindowField, TimeWindow.Always) : null,
            read.Get(Service).Micros,
            (int)read.Get(NodeField, -1)));

    /// <summary>The place in the times of the run.</summary>
    public ServiceSite ToSite(long day, int otherwise) => new(
        At,
        Window is { } window ? new TimeWindow(day + window.Ready, day + window.Due) : TimeWindow.Always,
        ServiceMicros,
        Node < 0 ? otherwise : Node);
}

/// <summary>An entry of <c>requests</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Load">How much is moved.</param>
/// <param name="Pickup">Where it is fetched; null if it lies in the depot.</param>
/// <param name="Delivery">Where it goes.</param>
/// <param name="ReleaseMicros">When it becomes known, time of the day; null if before the day.</param>
internal sealed record RequestDeclaration(
    Located<string> Name,
    Located<Amounts> Load,
    SiteDeclaration? Pickup,
    SiteDeclaration Delivery,
    long? ReleaseMicros)
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "name of the request", Shape.Name().Located());

    private static readonly Field<Located<Amounts>> LoadField = Field.Required(
        "load", "how much is moved, dimension by dimension", MapShapes.Amounts);

    private static readonly Field<SiteDeclaration> PickupField = Field.Optional(
        "pickup", "where it is fetched; left out if it lies in the vehicle's depot", SiteDeclaration.Shaped);

    private static readonly Field<SiteDeclaration> DeliveryField = Field.Required(
        "delivery", "where it goes", SiteDeclaration.Shaped);

    private static readonly Field<SimDuration> Release = Field.Optional(
        "release", "when it becomes known, a time of the day; before the day if left out", Shape.Duration());

    /// <summary>The section.</summary>
    public static Shape<RequestDeclaration> Shaped { get; } = Shape.Section(
        "a request",
        [NameField, LoadField, PickupField, DeliveryField, Release],
        read => new RequestDeclaration(
            read.Get(NameField),
            read.Get(LoadField),
            read.Has(PickupField) ? read.Get(PickupField) : null,
            read.Get(DeliveryField),
            read.Has(Release) ? read.Get(Release).Micros : null));
}

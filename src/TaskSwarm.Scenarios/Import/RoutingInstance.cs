namespace TaskSwarm.Scenarios.Import;

/// <summary>The two families of public routing instances.</summary>
public enum RoutingFamily
{
    /// <summary>Pickup and delivery with time windows (Li and Lim 2001).</summary>
    PickupAndDelivery,

    /// <summary>Deliveries from the depot with time windows (Solomon 1987; Gehring and Homberger 1999).</summary>
    DeliveryOnly,
}

/// <summary>One node of an instance, in the units of its file.</summary>
/// <param name="Number">Number of the node; 0 is the depot.</param>
/// <param name="X">East.</param>
/// <param name="Y">North.</param>
/// <param name="Demand">Load: of a pickup above 0, of its delivery below 0; of a customer above or equal 0.</param>
/// <param name="Ready">Earliest begin of service.</param>
/// <param name="Due">Latest begin of service; of the depot, latest return.</param>
/// <param name="Service">How long the service takes.</param>
/// <param name="PickupPartner">For a delivery, the node of its pickup; else 0.</param>
/// <param name="DeliveryPartner">For a pickup, the node of its delivery; else 0.</param>
public sealed record RoutingNode(
    int Number,
    double X,
    double Y,
    double Demand,
    double Ready,
    double Due,
    double Service,
    int PickupPartner = 0,
    int DeliveryPartner = 0);

/// <summary>A routing instance as its file states it: unit-free, every vehicle alike, one depot.</summary>
/// <param name="Name">Name of the instance.</param>
/// <param name="Family">What its nodes mean.</param>
/// <param name="Vehicles">How many vehicles there are.</param>
/// <param name="Capacity">What each can carry.</param>
/// <param name="Nodes">All nodes, by number; the first is the depot.</param>
public sealed record RoutingInstance(
    string Name, RoutingFamily Family, int Vehicles, double Capacity, IReadOnlyList<RoutingNode> Nodes)
{
    /// <summary>The depot.</summary>
    public RoutingNode Depot => Nodes[0];

    /// <summary>How many requests the instance has: pairs, or customers.</summary>
    public int Requests => Family == RoutingFamily.PickupAndDelivery
        ? Nodes.Count(n => n.DeliveryPartner != 0)
        : Nodes.Count - 1;
}

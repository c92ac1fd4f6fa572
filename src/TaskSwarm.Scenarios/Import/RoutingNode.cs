namespace TaskSwarm.Scenarios.Import;

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

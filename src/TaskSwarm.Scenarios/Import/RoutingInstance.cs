namespace TaskSwarm.Scenarios.Import;

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

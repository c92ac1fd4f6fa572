using Akka.Actor;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Placement;

/// <summary>
/// A region's seat: a sharded, remembered entity that stands on the node which is to carry the region of that number.
/// It says where it is; the region itself moves there between two windows.
/// </summary>
internal sealed class RegionSeat : ReceiveActor
{
    public RegionSeat(string node) =>
        Receive<SeatCall>(call => Post.Send(Sender, new SeatTaken(call.Region, node), Self));

    public static Props Props(string node) => Akka.Actor.Props.Create(() => new RegionSeat(node));
}

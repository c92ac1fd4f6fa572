using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>A task that a re-auction gives to others, to a first holder, or another place in its holder's order.
/// </summary>
/// <param name="Item">The item.</param>
/// <param name="Held">Who held it when it was decided; empty if nobody did.</param>
/// <param name="Goes">Who gets it.</param>
/// <param name="Order">Where it comes among their tasks.</param>
internal sealed record ReauctionMove(int Item, IReadOnlyList<int> Held, IReadOnlyList<int> Goes, WorkOrder Order)
{
    public void Capture(StateWriter writer)
    {
        writer.Write(Item);
        writer.WriteList(Held, static (w, a) => w.Write(a));
        writer.WriteList(Goes, static (w, a) => w.Write(a));
        Order.Capture(writer);
    }

    public static ReauctionMove Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadList(static r => r.ReadInt32()), reader.ReadList(static r => r.ReadInt32()),
        WorkOrder.Read(reader));
}

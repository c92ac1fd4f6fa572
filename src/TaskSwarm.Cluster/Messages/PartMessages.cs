using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Cluster.Messages;

/// <summary>One node's place in the division of a run.</summary>
/// <param name="Node">The node's address.</param>
/// <param name="Regions">The regions that it carries, ascending.</param>
internal sealed record Share(string Node, int[] Regions);

/// <summary>The coordinator to a node: carry these regions. Said again until the node has answered.</summary>
/// <param name="Division">Names this division of the run among nodes; no two have the same.</param>
/// <param name="Order">The run.</param>
/// <param name="Me">The receiver's place in the shares; the first is the coordinator's.</param>
/// <param name="Shares">Who carries what.</param>
/// <param name="Regions">Into how many regions the run is cut.</param>
/// <param name="State">The run's state to go on from; empty: from its start.</param>
internal sealed record TakePart(
    long Division, RunOrder Order, int Me, IReadOnlyList<Share> Shares, int Regions, ReadOnlyMemory<byte> State)
    : ClusterMessage
{
    public const int Number = 10;

    protected override int Manifest => Number;

    public static TakePart Read(StateReader reader) => new(
        reader.ReadInt64(), RunOrder.Read(reader), reader.ReadInt32(),
        reader.ReadList(static r => new Share(r.ReadString()!, [.. r.ReadList(static i => i.ReadInt32())])),
        reader.ReadInt32(), reader.ReadSlice());

    protected override void Write(StateWriter writer)
    {
        writer.Write(Division);
        Order.Write(writer);
        writer.Write(Me);
        writer.WriteList(Shares, static (w, share) =>
        {
            w.Write(share.Node);
            w.WriteList(share.Regions, static (inner, region) => inner.Write(region));
        });
        writer.Write(Regions);
        writer.Write(State.Span);
    }
}

/// <summary>A node to the coordinator: it carries its part, or says why it cannot.</summary>
internal sealed record PartTaken(long Division, int Me, string? Objection) : ClusterMessage
{
    public const int Number = 11;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
        writer.Write(Division);
        writer.Write(Me);
        writer.Write(Objection);
    }
}

/// <summary>The coordinator to a node: this division is over.</summary>
internal sealed record DropPart(long Division) : ClusterMessage
{
    public const int Number = 12;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer) => writer.Write(Division);
}

/// <summary>A node to another: what its regions did in a window.</summary>
/// <param name="Division">The division.</param>
/// <param name="From">The sender's place in it.</param>
/// <param name="Window">The window's number; <see cref="End"/> for how agents ended.</param>
/// <param name="Reports">The reports.</param>
internal sealed record WindowReports(long Division, int From, long Window, ReadOnlyMemory<byte> Reports)
    : ClusterMessage
{
    public const int Number = 13;

    public const long End = long.MaxValue;

    protected override int Manifest => Number;

    public static WindowReports Read(StateReader reader) =>
        new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadSlice());

    protected override void Write(StateWriter writer)
    {
        writer.Write(Division);
        writer.Write(From);
        writer.Write(Window);
        writer.Write(Reports.Span);
    }
}

/// <summary>A node to another: its reports of a window have not come.</summary>
internal sealed record ReportsMissing(long Division, int From, long Window) : ClusterMessage
{
    public const int Number = 14;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
        writer.Write(Division);
        writer.Write(From);
        writer.Write(Window);
    }
}

/// <summary>A node to another of a higher place: where it takes connections for reports.</summary>
internal sealed record LinkOffer(long Division, int From, int Port) : ClusterMessage
{
    public const int Number = 17;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
        writer.Write(Division);
        writer.Write(From);
        writer.Write(Port);
    }
}

/// <summary>A node to the coordinator: others wait for it in a division that it does not carry.</summary>
internal sealed record PartLost(long Division, string Node) : ClusterMessage
{
    public const int Number = 15;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
        writer.Write(Division);
        writer.Write(Node);
    }
}

/// <summary>A region's seat to the coordinator: it stands on a node.</summary>
internal sealed record SeatTaken(int Region, string Node) : ClusterMessage
{
    public const int Number = 18;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
        writer.Write(Region);
        writer.Write(Node);
    }
}

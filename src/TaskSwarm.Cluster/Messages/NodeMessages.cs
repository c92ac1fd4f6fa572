using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Cluster.Messages;

/// <summary>To a node: how does it stand?</summary>
internal sealed record AskNode : ClusterMessage
{
    public const int Number = 30;

    public static readonly AskNode Instance = new();

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
    }
}

/// <summary>A node's answer. All times are real ones in seconds; counts are of this node and, but for bytes, of the
/// division of the run that it carries now.</summary>
internal sealed record NodeReport : ClusterMessage
{
    public const int Number = 31;

    /// <summary>The node's address.</summary>
    public required string Node { get; init; }

    /// <summary>What it does, in a word.</summary>
    public required string Doing { get; init; }

    /// <summary>The run; null if there is none.</summary>
    public string? RunId { get; init; }

    /// <summary>Its place in the division; the first is the coordinator's.</summary>
    public int Place { get; init; }

    /// <summary>The regions that it carries.</summary>
    public IReadOnlyList<int> Regions { get; init; } = [];

    /// <summary>Into how many the run is cut.</summary>
    public int RegionsInAll { get; init; }

    /// <summary>The window that is open.</summary>
    public long Window { get; init; }

    /// <summary>Simulated time up to which it has committed.</summary>
    public long Micros { get; init; }

    /// <summary>How long ago it committed a window.</summary>
    public double SinceCommit { get; init; }

    /// <summary>For how long it has been waiting at the barrier now; 0 if it does not.</summary>
    public double Waiting { get; init; }

    /// <summary>For how long it has waited in all.</summary>
    public double Waited { get; init; }

    /// <summary>For how long it has carried its part.</summary>
    public double Carried { get; init; }

    /// <summary>Windows committed.</summary>
    public long Windows { get; init; }

    /// <summary>Events handled.</summary>
    public long Events { get; init; }

    /// <summary>Messages delivered.</summary>
    public long Messages { get; init; }

    /// <summary>Bytes sent to other members since it was started.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received from them.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Parcels sent again.</summary>
    public long Resent { get; init; }

    /// <summary>For how long it has waited for each node of the division, by place.</summary>
    public IReadOnlyList<double> WaitedFor { get; init; } = [];

    protected override int Manifest => Number;

    public static NodeReport Read(StateReader reader) => new()
    {
        Node = reader.ReadString()!,
        Doing = reader.ReadString()!,
        RunId = reader.ReadString(),
        Place = reader.ReadInt32(),
        Regions = reader.ReadList(static r => r.ReadInt32()),
        RegionsInAll = reader.ReadInt32(),
        Window = reader.ReadInt64(),
        Micros = reader.ReadInt64(),
        SinceCommit = reader.ReadDouble(),
        Waiting = reader.ReadDouble(),
        Waited = reader.ReadDouble(),
        Carried = reader.ReadDouble(),
        Windows = reader.ReadInt64(),
        Events = reader.ReadInt64(),
        Messages = reader.ReadInt64(),
        BytesSent = reader.ReadInt64(),
        BytesReceived = reader.ReadInt64(),
        Resent = reader.ReadInt64(),
        WaitedFor = reader.ReadList(static r => r.ReadDouble()),
    };

    protected override void Write(StateWriter writer)
    {
        writer.Write(Node);
        writer.Write(Doing);
        writer.Write(RunId);
        writer.Write(Place);
        writer.WriteList(Regions, static (w, region) => w.Write(region));
        writer.Write(RegionsInAll);
        writer.Write(Window);
        writer.Write(Micros);
        writer.Write(SinceCommit);
        writer.Write(Waiting);
        writer.Write(Waited);
        writer.Write(Carried);
        writer.Write(Windows);
        writer.Write(Events);
        writer.Write(Messages);
        writer.Write(BytesSent);
        writer.Write(BytesReceived);
        writer.Write(Resent);
        writer.WriteList(WaitedFor, static (w, time) => w.Write(time));
    }
}

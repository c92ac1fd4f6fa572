using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Cluster.Messages;

/// <summary>To the coordinator, until it knows the run: see to it that this run is made.</summary>
internal sealed record EnsureRun(RunOrder Order) : ClusterMessage
{
    public const int Number = 1;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer) => Order.Write(writer);
}

/// <summary>The coordinator's answer while a run goes on, and to who asks.</summary>
/// <param name="RunId">The run; null if there is none.</param>
/// <param name="Micros">Simulated time up to which it is committed.</param>
/// <param name="Events">Events so far.</param>
/// <param name="Windows">Windows so far.</param>
/// <param name="Tasks">Tasks known so far.</param>
/// <param name="TasksDone">Tasks done so far.</param>
/// <param name="Failures">Crashes so far.</param>
/// <param name="Division">How many times it was divided among nodes.</param>
/// <param name="Nodes">Who carries which regions: a line a node.</param>
internal sealed record RunStatus(
    string? RunId, long Micros, long Events, long Windows, long Tasks, long TasksDone, long Failures, int Division,
    IReadOnlyList<string> Nodes) : ClusterMessage
{
    public const int Number = 2;

    protected override int Manifest => Number;

    public static RunStatus Read(StateReader reader) => new(
        reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(),
        reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadList(static r => r.ReadString()!));

    protected override void Write(StateWriter writer)
    {
        writer.Write(RunId);
        writer.Write(Micros);
        writer.Write(Events);
        writer.Write(Windows);
        writer.Write(Tasks);
        writer.Write(TasksDone);
        writer.Write(Failures);
        writer.Write(Division);
        writer.WriteList(Nodes, static (w, node) => w.Write(node));
    }
}

/// <summary>The coordinator to who asked for a run: it is over.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Ending">How; see <see cref="TaskSwarm.Hosting.Storage.StoredEnding"/>.</param>
/// <param name="Cost">What it cost to bring its windows together.</param>
internal sealed record RunEnded(string RunId, byte[] Ending, ClusterCost Cost) : ClusterMessage
{
    public const int Number = 3;

    protected override int Manifest => Number;

    public static RunEnded Read(StateReader reader) => new(
        reader.ReadString()!, reader.ReadBytes().ToArray(), ClusterCost.Read(reader));

    protected override void Write(StateWriter writer)
    {
        writer.Write(RunId);
        writer.Write(Ending.AsSpan());
        Cost.Write(writer);
    }
}

/// <summary>The coordinator to who asked for a run: it cannot be made, or not to its end.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="IsStored">Whether what was made of it can be resumed.</param>
internal sealed record RunFailed(string RunId, string Reason, bool IsStored) : ClusterMessage
{
    public const int Number = 4;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
        writer.Write(RunId);
        writer.Write(Reason);
        writer.Write(IsStored);
    }
}

/// <summary>To the coordinator: end the run after its window.</summary>
internal sealed record StopRun(string RunId) : ClusterMessage
{
    public const int Number = 5;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer) => writer.Write(RunId);
}

/// <summary>To the coordinator: what is going on?</summary>
internal sealed record AskStatus : ClusterMessage
{
    public const int Number = 6;

    public static readonly AskStatus Instance = new();

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
    }
}

/// <summary>To a node: its work is done.</summary>
internal sealed record LeaveCluster : ClusterMessage
{
    public const int Number = 7;

    public static readonly LeaveCluster Instance = new();

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer)
    {
    }
}

/// <summary>A node to the coordinator: it wants to leave; its regions should go to others.</summary>
/// <param name="Node">The node's address.</param>
internal sealed record Depart(string Node) : ClusterMessage
{
    public const int Number = 8;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer) => writer.Write(Node);
}

/// <summary>To the coordinator, again and again: how does this run stand?</summary>
internal sealed record AskRun(string RunId) : ClusterMessage
{
    public const int Number = 9;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer) => writer.Write(RunId);
}

/// <summary>The coordinator to who asked how a run stands: it has to be told of that run first.</summary>
internal sealed record RunUnknown(string RunId) : ClusterMessage
{
    public const int Number = 16;

    protected override int Manifest => Number;

    protected override void Write(StateWriter writer) => writer.Write(RunId);
}

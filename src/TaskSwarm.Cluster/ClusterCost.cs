using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Cluster;

/// <summary>What it cost to bring the windows of a run together. It differs from run to run and is no part of one.
/// </summary>
/// <param name="Nodes">The most nodes that carried it at a time.</param>
/// <param name="Divisions">How many times it was divided among nodes; more than once if nodes came or went.</param>
/// <param name="Windows">Windows that were closed together, those made again after a loss included.</param>
/// <param name="BytesSent">Bytes of the reports of all nodes, without the envelopes in which they travel.</param>
/// <param name="Waited">Real time from sending its reports to having those of all others, mean of the nodes, all
/// windows together. Waiting for a node that has more to do is in it.</param>
public sealed record ClusterCost(int Nodes, int Divisions, long Windows, long BytesSent, TimeSpan Waited)
{
    /// <summary>Of a run that no two nodes have carried.</summary>
    public static ClusterCost None { get; } = new(0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Mean wait of a node in a window, in milliseconds.</summary>
    public double WaitedMilliseconds => Windows == 0 ? 0 : Waited.TotalMilliseconds / Windows;

    /// <summary>Bytes sent for each message that agents sent, wherever its receiver lives.</summary>
    /// <param name="messages">Messages of the run.</param>
    public double BytesPerMessage(long messages) => messages == 0 ? 0 : (double)BytesSent / messages;

    internal ClusterCost And(ClusterCost other) => new(
        Math.Max(Nodes, other.Nodes), Divisions + other.Divisions, Windows + other.Windows,
        BytesSent + other.BytesSent, Waited + other.Waited);

    internal void Write(StateWriter writer)
    {
        writer.Write(Nodes);
        writer.Write(Divisions);
        writer.Write(Windows);
        writer.Write(BytesSent);
        writer.Write(Waited.Ticks);
    }

    internal static ClusterCost Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(),
        new TimeSpan(reader.ReadInt64()));
}

using TaskSwarm.Cluster.Messages;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Cluster;

/// <summary>How a node stands, by its own account. Times without another name are real ones, in seconds; what is
/// counted is counted since the node took its part of the run.</summary>
/// <param name="Member">The member that it is.</param>
/// <param name="Doing">What it does: idle, preparing, carrying, leaving; null if it did not answer.</param>
public sealed record NodeStatus(ClusterMember Member, string? Doing)
{
    /// <summary>The run that it carries a part of; null if it carries none.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether it is the coordinator's node, which commits events and writes the store.</summary>
    public bool Coordinates { get; init; }

    /// <summary>The numbers of the regions that it carries.</summary>
    public IReadOnlyList<int> Regions { get; init; } = [];

    /// <summary>Into how many regions the run is cut.</summary>
    public int RegionsInAll { get; init; }

    /// <summary>The number of the window that it is in.</summary>
    public long Window { get; init; }

    /// <summary>Simulated time up to which it has committed.</summary>
    public SimTime Now { get; init; }

    /// <summary>How long ago it committed its last window.</summary>
    public double SinceCommit { get; init; }

    /// <summary>For how long it has been waiting for others now; 0 if it is not.</summary>
    public double Waiting { get; init; }

    /// <summary>Share of the time that it has waited for others, from 0 to 1.</summary>
    public double WaitingShare { get; init; }

    /// <summary>Share of the time that the coordinator's node has waited for it, from 0 to 1.</summary>
    public double HoldsUpShare { get; init; }

    /// <summary>Windows a second.</summary>
    public double WindowsPerSecond { get; init; }

    /// <summary>Events a second that agents here handled.</summary>
    public double EventsPerSecond { get; init; }

    /// <summary>Messages a second of agents here that the virtual network delivered.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Bytes sent to other members since the node was started.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received from other members since the node was started.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Parcels that others asked for again since the node was started.</summary>
    public long ParcelsResent { get; init; }

    /// <summary>From what a node says of itself, and what the coordinator's says of it.</summary>
    internal static NodeStatus Of(ClusterMember member, NodeReport? report, NodeReport? coordinator)
    {
        if (report is null)
        {
            return new NodeStatus(member, null);
        }

        double seconds = Math.Max(report.Carried, 1e-9);
        return new NodeStatus(member, report.Doing)
        {
            RunId = report.RunId,
            Coordinates = report.RunId is not null && report.Place == 0,
            Regions = report.Regions,
            RegionsInAll = report.RegionsInAll,
            Window = report.Window,
            Now = new SimTime(report.Micros),
            SinceCommit = report.SinceCommit,
            Waiting = report.Waiting,
            WaitingShare = (report.Waited + report.Waiting) / seconds,
            HoldsUpShare = HoldsUp(report, coordinator),
            WindowsPerSecond = report.Windows / seconds,
            EventsPerSecond = report.Events / seconds,
            MessagesPerSecond = report.Messages / seconds,
            BytesSent = report.BytesSent,
            BytesReceived = report.BytesReceived,
            ParcelsResent = report.Resent,
        };
    }

    private static double HoldsUp(NodeReport report, NodeReport? coordinator) =>
        coordinator is not null && coordinator.RunId == report.RunId && report.Place < coordinator.WaitedFor.Count
            ? coordinator.WaitedFor[report.Place] / Math.Max(coordinator.Carried, 1e-9)
            : 0;
}

using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Cluster.Messages;

/// <summary>What nodes say to each other. Each kind has a number of its own; nothing else is ever read off the
/// wire.</summary>
internal abstract record ClusterMessage
{
    /// <summary>The kind's manifest.</summary>
    protected abstract int Manifest { get; }

    /// <summary>As bytes.</summary>
    public byte[] ToBytes()
    {
        var writer = new StateWriter();
        writer.Write(Manifest);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidOperationException">The bytes are none of these.</exception>
    public static ClusterMessage Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        return reader.ReadInt32() switch
        {
            EnsureRun.Number => new EnsureRun(RunOrder.Read(reader)),
            RunStatus.Number => RunStatus.Read(reader),
            RunEnded.Number => RunEnded.Read(reader),
            RunFailed.Number => new RunFailed(reader.ReadString()!, reader.ReadString()!, reader.ReadBoolean()),
            StopRun.Number => new StopRun(reader.ReadString()!),
            TakePart.Number => TakePart.Read(reader),
            PartTaken.Number => new PartTaken(reader.ReadInt64(), reader.ReadInt32(), reader.ReadString()),
            DropPart.Number => new DropPart(reader.ReadInt64()),
            WindowReports.Number => WindowReports.Read(reader),
            ReportsMissing.Number => new ReportsMissing(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64()),
            LinkOffer.Number => new LinkOffer(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32()),
            PartLost.Number => new PartLost(reader.ReadInt64(), reader.ReadString()!),
            LeaveCluster.Number => LeaveCluster.Instance,
            Depart.Number => new Depart(reader.ReadString()!),
            AskStatus.Number => AskStatus.Instance,
            SeatTaken.Number => new SeatTaken(reader.ReadInt32(), reader.ReadString()!),
            AskRun.Number => new AskRun(reader.ReadString()!),
            RunUnknown.Number => new RunUnknown(reader.ReadString()!),
            AskNode.Number => AskNode.Instance,
            NodeReport.Number => NodeReport.Read(reader),
            var other => throw new InvalidOperationException($"No message between nodes has the manifest {other}."),
        };
    }

    protected abstract void Write(StateWriter writer);
}

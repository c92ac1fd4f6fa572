using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Runs;

/// <content>What a run that goes on later needs of the log.</content>
internal sealed partial class VehicleLog
{
    private static readonly string[] Occupations = [Driving, Service, LateService, Standing];

    /// <summary>Writes what the vehicle has done.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(busyUntil);
        writer.WriteList(Tours, static (w, tour) =>
        {
            w.WriteList(tour.Nodes, static (w, node) => w.Write(node));
            w.WriteList(tour.Way, static (w, corner) => w.Write(corner));
        });
        writer.WriteList(Spans, static (w, span) =>
        {
            w.Write(span.From);
            w.Write(span.To);
            w.Write(Array.IndexOf(Occupations, span.What));
        });
        writer.WriteList(Stops, static (w, stop) =>
        {
            w.Write(stop.At);
            w.Write((int)stop.Kind);
        });
        writer.Write(Millimetres);
        writer.Write(StoodMicros);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        busyUntil = reader.ReadTime();
        Tours.AddRange(reader.ReadList(static r =>
        {
            var tour = new Tour();
            tour.Nodes.AddRange(r.ReadList(static r => r.ReadInt32()));
            tour.Way.AddRange(r.ReadList(static r => r.ReadVec3()));
            return tour;
        }));
        Spans.AddRange(reader.ReadList(static r => (r.ReadDouble(), r.ReadDouble(), Occupations[r.ReadInt32()])));
        Stops.AddRange(reader.ReadList(static r => (r.ReadVec3(), (StopKind)r.ReadInt32())));
        Millimetres = reader.ReadInt64();
        StoodMicros = reader.ReadInt64();
    }
}

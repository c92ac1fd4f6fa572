using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>Writes and reads what routes consist of, for captured states.</summary>
public static class RoutingCodec
{
    /// <summary>Writes a request.</summary>
    public static void Write(StateWriter writer, TransportRequest request)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(request);
        writer.Write(request.Id);
        writer.Write(request.Name);
        Write(writer, request.Load);
        writer.Write(request.Pickup is not null);
        if (request.Pickup is not null)
        {
            Write(writer, request.Pickup);
        }

        Write(writer, request.Delivery);
        writer.Write(request.ReleaseMicros);
    }

    /// <summary>Reads a request.</summary>
    public static TransportRequest ReadRequest(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new TransportRequest(
            reader.ReadInt32(),
            reader.ReadString()!,
            ReadLoad(reader),
            reader.ReadBoolean() ? ReadSite(reader) : null,
            ReadSite(reader),
            reader.ReadInt64());
    }

    /// <summary>Writes a stop.</summary>
    public static void Write(StateWriter writer, Stop stop)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, stop.Request);
        writer.Write((int)stop.Kind);
        Write(writer, stop.Place);
        Write(writer, stop.Window);
        writer.Write(stop.ServiceMicros);
        Write(writer, stop.Change);
    }

    /// <summary>Reads a stop.</summary>
    public static Stop ReadStop(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Stop(
            ReadRequest(reader),
            (StopKind)reader.ReadInt32(),
            ReadPlace(reader),
            ReadWindow(reader),
            reader.ReadInt64(),
            ReadLoad(reader));
    }

    /// <summary>Writes where a route starts.</summary>
    public static void Write(StateWriter writer, RouteStart start)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, start.Place);
        writer.Write(start.Time);
        Write(writer, start.Load);
        writer.Write(start.Driven);
        writer.Write(start.InDepot);
    }

    /// <summary>Reads where a route starts.</summary>
    public static RouteStart ReadStart(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new RouteStart(
            ReadPlace(reader), reader.ReadInt64(), ReadLoad(reader), reader.ReadInt64(), reader.ReadBoolean());
    }

    /// <summary>Writes a vehicle as it is now.</summary>
    public static void Write(StateWriter writer, VehicleSpec vehicle)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(vehicle);
        writer.Write(vehicle.Name);
        Write(writer, vehicle.Depot);
        Write(writer, vehicle.Capacity);
        writer.Write(vehicle.PaceNanos);
        writer.Write(vehicle.DetourPermille);
        writer.Write(vehicle.RangeMillimetres);
        Write(writer, vehicle.Shift);
        writer.Write(vehicle.CostPerMillimetre);
        writer.Write(vehicle.FixedCost);
        writer.Write(vehicle.TurnaroundMicros);
    }

    /// <summary>Reads a vehicle.</summary>
    public static VehicleSpec ReadVehicle(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new VehicleSpec(
            reader.ReadString()!,
            ReadPlace(reader),
            ReadLoad(reader),
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadInt64(),
            ReadWindow(reader),
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadInt64());
    }

    /// <summary>Writes a place.</summary>
    public static void Write(StateWriter writer, Place place)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(place.X);
        writer.Write(place.Y);
    }

    /// <summary>Reads a place.</summary>
    public static Place ReadPlace(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Place(reader.ReadDouble(), reader.ReadDouble());
    }

    private static void Write(StateWriter writer, ServiceSite site)
    {
        Write(writer, site.Place);
        Write(writer, site.Window);
        writer.Write(site.ServiceMicros);
        writer.Write(site.Node);
    }

    private static ServiceSite ReadSite(StateReader reader) =>
        new(ReadPlace(reader), ReadWindow(reader), reader.ReadInt64(), reader.ReadInt32());

    private static void Write(StateWriter writer, TimeWindow window)
    {
        writer.Write(window.Ready);
        writer.Write(window.Due);
    }

    private static TimeWindow ReadWindow(StateReader reader) => new(reader.ReadInt64(), reader.ReadInt64());

    private static void Write(StateWriter writer, LoadVector load)
    {
        for (var d = 0; d < LoadVector.MaxDimensions; d++)
        {
            writer.Write(load[d]);
        }
    }

    private static LoadVector ReadLoad(StateReader reader) =>
        new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>Writes and reads a route as part of an agent's state.</summary>
internal static class RouteCodec
{
    public static void Write(StateWriter writer, RouteState route)
    {
        writer.Write(route.Frame.Origin);
        writer.Write(route.Frame.Velocity);
        writer.Write(route.Frame.Heading);
        writer.Write(route.Frame.TurnRate);
        writer.Write(route.Leg);
        writer.Write(route.Waypoint);
    }

    public static RouteState Read(StateReader reader)
    {
        var frame = new Reference(reader.ReadVec3(), reader.ReadVec3(), reader.ReadVec3(), reader.ReadDouble());
        return new RouteState(frame, reader.ReadInt32(), reader.ReadInt32());
    }
}

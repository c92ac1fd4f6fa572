using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// The ground station's picture of the mission, told again and again so that no lost message matters. Only a higher
/// version replaces an older one.
/// </summary>
/// <param name="Version">Rises with every change.</param>
/// <param name="Leg">Number of the leg; -1 before the first.</param>
/// <param name="Slots">Slots of the leg's formation.</param>
/// <param name="Moving">Whether the formation may advance.</param>
/// <param name="Released">First task number that is still wanted: holders of earlier ones report them done.</param>
/// <param name="Holders">Who holds each slot; <see cref="AgentId.None"/> for nobody.</param>
public sealed record MissionState(
    int Version, int Leg, int Slots, bool Moving, int Released, ImmutableArray<AgentId> Holders) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48 + (2 * Holders.Length);
}

/// <summary>The leader tells where the formation is.</summary>
/// <param name="Term">Rises with each change of leadership; a lower term is out of date.</param>
/// <param name="Route">The formation's frame and how far it has come.</param>
/// <param name="Leader">The leader's own position and velocity.</param>
/// <param name="Slot">The leader's slot; -1 if it leads from reserve.</param>
/// <param name="SentAt">When it was sent: the receiver goes on from there.</param>
public sealed record Beacon(int Term, RouteState Route, Body Leader, int Slot, SimTime SentAt) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 120;
}

/// <summary>A drone tells the ground station that it is there and how far from its slot.</summary>
/// <param name="ErrorMillimetres">Distance from the slot; -1 without one.</param>
/// <param name="Leg">The leg for which it has its slot; -1 without one.</param>
/// <param name="IsAble">Whether it can take a slot: it has energy enough.</param>
public sealed record StatusReport(int ErrorMillimetres, int Leg, bool IsAble) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40;
}

/// <summary>What a drone tells its neighbours in consensus.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Body">Its position and velocity.</param>
public sealed record ConsensusState(int Slot, Body Body) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72;
}

/// <summary>Timer of a drone: time to sense, decide and move.</summary>
public sealed record FlightTick : IMessage
{
    /// <summary>The only one.</summary>
    public static readonly FlightTick Instance = new();
}

/// <summary>Timer of drones and ground station: time to send and check what is due from time to time.</summary>
public sealed record FlightWatch : IMessage
{
    /// <summary>The only one.</summary>
    public static readonly FlightWatch Instance = new();
}

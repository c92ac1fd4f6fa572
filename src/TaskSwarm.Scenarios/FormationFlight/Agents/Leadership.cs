using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// A drone's knowledge of who leads and where the formation is. The leader moves the formation's frame along the
/// mission and tells everyone; when it is no longer heard, the drone with the lowest slot claims the next term and goes
/// on from the last frame it heard of. Terms only rise, and of two claims to one term the lower drone's holds, so a
/// swarm that was in two parts ends with one leader.
/// </summary>
/// <remarks>Slots and their tasks do not hang on it: the ground station keeps their ledger, so the loss of a leader
/// loses no task.</remarks>
public sealed class Leadership
{
    private AgentId _leader = AgentId.None;
    private SimTime _asOf;
    private SimTime _heard;

    /// <summary>A drone that has heard nothing yet.</summary>
    public Leadership(Reference start) => Route = new RouteState(start, -1, 0);

    /// <summary>Number of the leadership; 0 before the first.</summary>
    public int Term { get; private set; }

    /// <summary>The route as last heard or computed.</summary>
    public RouteState Route { get; private set; }

    /// <summary>The leader's own motion when last heard.</summary>
    public Body LeaderBody { get; private set; }

    /// <summary>The leader's slot when last heard.</summary>
    public int LeaderSlot { get; private set; }

    /// <summary>Who leads; nobody before the first term.</summary>
    public AgentId Leader => _leader;

    /// <summary>Age of what is known, s.</summary>
    public double Age(SimTime now) => (now - _asOf).Seconds;

    /// <summary>The frame now, going on as it did when last heard.</summary>
    public Reference FrameAt(SimTime now) => Route.Frame.After(Age(now));

    /// <summary>Takes a beacon in; false if it is out of date.</summary>
    public bool Hear(AgentId sender, Beacon beacon, SimTime now)
    {
        if (beacon.Term < Term || (beacon.Term == Term && sender > _leader))
        {
            return false;
        }

        (Term, _leader, Route) = (beacon.Term, sender, beacon.Route);
        (LeaderBody, LeaderSlot) = (beacon.Leader, beacon.Slot);
        (_asOf, _heard) = (beacon.SentAt, now);
        return true;
    }

    /// <summary>
    /// Whether a drone in <paramref name="slot"/> should claim the lead: nobody leads and it has the first slot, or the
    /// leader has been silent for the timeout and, for each slot below, one more beacon period, so that the lowest
    /// speaks first and the others hear it in time.
    /// </summary>
    public bool ShouldClaim(int slot, SimTime now, SimDuration timeout, SimDuration step) =>
        Term == 0 ? slot == 0 : now - _heard > timeout + (step * slot);

    /// <summary>Claims the next term from the frame as it is now.</summary>
    public void Claim(AgentId self, SimTime now)
    {
        Route = Route with { Frame = FrameAt(now) };
        Term++;
        (_leader, _asOf, _heard) = (self, now, now);
    }

    /// <summary>The leader moves the frame on to now.</summary>
    public void Lead(RouteState route, SimTime now) => (Route, _asOf, _heard) = (route, now, now);

    /// <summary>No longer leads, and counts silence anew: a drone that was away cannot know what happened since.
    /// </summary>
    public void StandDown(AgentId self, SimTime now)
    {
        _leader = _leader == self ? AgentId.None : _leader;
        _heard = now;
    }

    /// <summary>Writes the state.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Term);
        writer.Write(_leader);
        writer.Write(_asOf);
        writer.Write(_heard);
        writer.Write(LeaderBody);
        writer.Write(LeaderSlot);
        RouteCodec.Write(writer, Route);
    }

    /// <summary>Reads the state.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Term = reader.ReadInt32();
        _leader = reader.ReadAgentId();
        _asOf = reader.ReadTime();
        _heard = reader.ReadTime();
        LeaderBody = reader.ReadBody();
        LeaderSlot = reader.ReadInt32();
        Route = RouteCodec.Read(reader);
    }
}

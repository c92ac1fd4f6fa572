using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>A drone's state at a sampling instant.</summary>
/// <param name="Position">Where it is, m.</param>
/// <param name="Velocity">How it moves, m/s.</param>
/// <param name="Target">Where its slot is, m; its own position without a slot.</param>
/// <param name="Slot">Its slot; -1 without one.</param>
/// <param name="Leg">The leg it flies; -1 before the first.</param>
/// <param name="Energy">Energy used since the start, J.</param>
/// <param name="Closest">Smallest distance to another drone in the air since the last sample, m; -1 if none was
/// sensed.</param>
public sealed record DroneSampled(
    Vec3 Position, Vec3 Velocity, Vec3 Target, int Slot, int Leg, double Energy, double Closest) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Position);
        encoder.Write(Velocity);
        encoder.Write(Target);
        encoder.Write(Slot);
        encoder.Write(Leg);
        encoder.Write(Energy);
        encoder.Write(Closest);
    }
}

/// <summary>Two drones came closer than the collision distance; told once for each encounter by the drone with the
/// lower number.</summary>
/// <param name="Other">The other drone.</param>
public sealed record DronesCollided(AgentId Other) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Other);
}

/// <summary>A drone touched an obstacle; told once for each encounter.</summary>
/// <param name="Obstacle">The obstacle's name.</param>
public sealed record ObstacleHit(string Obstacle) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Obstacle);
}

/// <summary>A drone took over as leader of the formation.</summary>
/// <param name="Term">Number of the leadership, from 1.</param>
public sealed record LeadershipTaken(int Term) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Term);
}

/// <summary>A drone has too little energy left and leaves for the ground.</summary>
/// <param name="Energy">Energy left, J.</param>
public sealed record DroneRetired(double Energy) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Energy);
}

/// <summary>A leg of the mission began.</summary>
/// <param name="Leg">Its number, from 0.</param>
/// <param name="Formation">The formation's name.</param>
/// <param name="Slots">Number of slots.</param>
public sealed record LegBegan(int Leg, string Formation, int Slots) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Leg);
        encoder.Write(Formation);
        encoder.Write(Slots);
    }
}

/// <summary>The formation lost its last slot, because there are fewer drones than slots.</summary>
/// <param name="Leg">Number of the leg.</param>
/// <param name="Slots">Number of slots left.</param>
public sealed record FormationShrank(int Leg, int Slots) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Leg);
        encoder.Write(Slots);
    }
}

/// <summary>Every drone of the leg reported to be in its slot, or the time for it was over.</summary>
/// <param name="Leg">Number of the leg.</param>
/// <param name="Complete">Whether every drone was in its slot.</param>
public sealed record FormationReady(int Leg, bool Complete) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Leg);
        encoder.Write(Complete);
    }
}

/// <summary>A leg of the mission is flown.</summary>
/// <param name="Leg">Number of the leg.</param>
public sealed record LegEnded(int Leg) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Leg);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>All that drones and ground station know from the start. Never changes, so all agents share it.</summary>
public sealed record FlightPlan
{
    /// <summary>What the drones can do.</summary>
    public required DroneModel Model { get; init; }

    /// <summary>Whether drones move exactly as told, without mass, drag, limits or wind: the linear theory's drone.
    /// </summary>
    public bool Ideal { get; init; }

    /// <summary>The wind.</summary>
    public required WindField Wind { get; init; }

    /// <summary>What must not be touched.</summary>
    public IReadOnlyList<Obstacle> Obstacles { get; init; } = [];

    /// <summary>How formation is kept.</summary>
    public required ControlLaw Law { get; init; }

    /// <summary>Approach speed for each metre from the slot; in consensus the gain on each neighbour, 1/s.</summary>
    public double Gain { get; init; } = 0.9;

    /// <summary>In consensus, the gain on the reference of a drone that hears the leader, 1/s.</summary>
    public double Pin { get; init; }

    /// <summary>Braking that approaches count on, m/s^2.</summary>
    public double Deceleration { get; init; } = 2;

    /// <summary>In consensus, which slots listen to each other.</summary>
    public InteractionGraph? Graph { get; init; }

    /// <summary>Separation and clearance; null switches the guard off.</summary>
    public GuardParameters? Guard { get; init; }

    /// <summary>Parameters of flocking.</summary>
    public FlockingParameters Flock { get; init; } = new();

    /// <summary>Where a flock is confined.</summary>
    public Arena? Arena { get; init; }

    /// <summary>Height that a flock holds, m.</summary>
    public double FlockHeight { get; init; } = 50;

    /// <summary>Control period.</summary>
    public SimDuration Tick { get; init; } = SimDuration.FromMillis(50);

    /// <summary>How often a drone records its state.</summary>
    public SimDuration SampleEvery { get; init; } = SimDuration.FromMillis(200);

    /// <summary>How often the leader tells where the formation is, and drones tell how they fare.</summary>
    public SimDuration BeaconEvery { get; init; } = SimDuration.FromMillis(200);

    /// <summary>After this silence the leader is taken to be lost.</summary>
    public SimDuration LeaderTimeout { get; init; } = SimDuration.FromMillis(1000);

    /// <summary>Closer than this is a collision, m.</summary>
    public double CollisionDistance { get; init; } = 0.6;

    /// <summary>A drone this close to its slot is in it, m.</summary>
    public double Tolerance { get; init; } = 1;

    /// <summary>The formation's frame before the first leg.</summary>
    public Reference Start { get; init; }

    /// <summary>The legs of the mission; none for a flock.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];

    /// <summary>Slots of each formation while there are drones enough.</summary>
    public int Slots { get; init; }

    /// <summary>The drones, in the order of their numbers.</summary>
    public IReadOnlyList<AgentId> Drones { get; init; } = [];

    /// <summary>The ground station; nobody in a flock.</summary>
    public AgentId Ground { get; init; } = AgentId.None;

    /// <summary>What a bid counts.</summary>
    public BidMeasure Bid { get; init; } = BidMeasure.Time;
}

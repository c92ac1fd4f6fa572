namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>How drones keep formation.</summary>
public enum ControlLaw
{
    /// <summary>Every drone follows its point of a planned rigid body.</summary>
    VirtualStructure,

    /// <summary>Every drone keeps a displacement from the leader as it really flies.</summary>
    LeaderFollower,

    /// <summary>Every drone agrees with its neighbours in a graph.</summary>
    Consensus,

    /// <summary>Self-organised flocking, without slots.</summary>
    Flocking,
}

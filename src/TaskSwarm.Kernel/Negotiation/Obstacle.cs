namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What stands between an agent and a task.</summary>
public enum Obstacle
{
    /// <summary>Something that the reason alone tells.</summary>
    Other,

    /// <summary>It lacks a skill, or is not among those that may do it.</summary>
    Skill,

    /// <summary>The task lies farther away than it gets.</summary>
    Range,

    /// <summary>It is full: no capacity, budget or free hand is left.</summary>
    Room,

    /// <summary>It could not be done in time.</summary>
    Time,
}

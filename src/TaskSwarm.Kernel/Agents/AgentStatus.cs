namespace TaskSwarm.Kernel.Agents;

/// <summary>Whether an agent reacts.</summary>
public enum AgentStatus
{
    /// <summary>It reacts.</summary>
    Up,

    /// <summary>It crashed and waits for its restart; what arrives meanwhile is lost.</summary>
    Down,

    /// <summary>It is gone for good.</summary>
    Stopped,
}

namespace TaskSwarm.Kernel.Faults;

/// <summary>What a supervisor does with a failure; the words are Akka's.</summary>
public enum SupervisionDirective
{
    /// <summary>A new instance takes over after a back-off.</summary>
    Restart,

    /// <summary>The agent is gone for good.</summary>
    Stop,

    /// <summary>The squad as a whole restarts, by its own policy.</summary>
    Escalate,
}

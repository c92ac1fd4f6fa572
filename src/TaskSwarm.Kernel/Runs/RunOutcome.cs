namespace TaskSwarm.Kernel.Runs;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It reached its end.</summary>
    Completed,

    /// <summary>A bug in an agent, or a failure escalated beyond the top, stopped it.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Interrupted,
}

namespace TaskSwarm.Hosting.Explain;

/// <summary>How a story came out.</summary>
public enum StoryOutcome
{
    /// <summary>The task is done, and in time as far as there is a time.</summary>
    Done,

    /// <summary>The task is done, but late.</summary>
    Late,

    /// <summary>The task is not done.</summary>
    NotDone,

    /// <summary>The run knows no such task or agent.</summary>
    Unknown,

    /// <summary>The story is an agent's.</summary>
    Agent,
}

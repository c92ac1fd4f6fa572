namespace TaskSwarm.Hosting.Explain;

/// <summary>The kinds of things that happen to tasks and agents.</summary>
public enum StoryKind
{
    /// <summary>A task became known.</summary>
    Release,

    /// <summary>Somebody was asked for a bid.</summary>
    Call,

    /// <summary>A bid.</summary>
    Bid,

    /// <summary>A refusal.</summary>
    Refusal,

    /// <summary>A message was sent and never received, or came too late to count.</summary>
    Loss,

    /// <summary>A bid did not win.</summary>
    Defeat,

    /// <summary>A plan was made.</summary>
    Plan,

    /// <summary>An award.</summary>
    Award,

    /// <summary>Work began, went on or ended.</summary>
    Work,

    /// <summary>An agent crashed, came up again or left.</summary>
    Failure,

    /// <summary>A task was announced again.</summary>
    Reannouncement,

    /// <summary>A task reached its end.</summary>
    End,
}

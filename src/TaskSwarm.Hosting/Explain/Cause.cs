namespace TaskSwarm.Hosting.Explain;

/// <summary>What decides how a task or a bid comes out.</summary>
public enum Cause
{
    /// <summary>Nothing stood in the way.</summary>
    None,

    /// <summary>The task lies farther away than agents get.</summary>
    OutOfRange,

    /// <summary>Agents lack a skill, or are not among those that may do it.</summary>
    NoSkill,

    /// <summary>Agents are full: no capacity, budget or free hand is left.</summary>
    Full,

    /// <summary>It could not be done within its time.</summary>
    TooLate,

    /// <summary>A message was lost on the way.</summary>
    MessageLost,

    /// <summary>A bid came after the round was decided.</summary>
    BidTooLate,

    /// <summary>An agent crashed.</summary>
    Crash,

    /// <summary>Another's bid was better.</summary>
    Outbid,

    /// <summary>Nobody was asked.</summary>
    NobodyCalled,

    /// <summary>A central plan had no place for it, or had it late.</summary>
    Plan,

    /// <summary>It waited for what another task makes.</summary>
    Input,

    /// <summary>Its holder was at other tasks first.</summary>
    Queue,

    /// <summary>The work itself takes so long.</summary>
    Work,

    /// <summary>It was taken back.</summary>
    Cancelled,

    /// <summary>The run ended before.</summary>
    RunEnded,

    /// <summary>What was said for a reason fits none of these.</summary>
    Other,
}

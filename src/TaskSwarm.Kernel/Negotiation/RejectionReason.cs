namespace TaskSwarm.Kernel.Negotiation;

/// <summary>Why a proposal was rejected.</summary>
public enum RejectionReason
{
    /// <summary>Another was better.</summary>
    Outbid,

    /// <summary>It came after the deadline.</summary>
    Late,

    /// <summary>None was good enough, or the task is no longer wanted.</summary>
    NotWanted,

    /// <summary>It is part of what won: whoever leads the team will ask for it.</summary>
    Joined,
}

namespace TaskSwarm.Scenarios.Crew;

/// <summary>Reasons for taking an award back that the holder tells apart.</summary>
internal static class CrewReasons
{
    /// <summary>A new plan has it elsewhere: only if it has not been begun.</summary>
    public const string Moved = "a new plan has it elsewhere";

    /// <summary>It has been running for too long.</summary>
    public const string Late = "it takes too long";

    /// <summary>An agent of its team was lost.</summary>
    public const string TeamBroken = "an agent of its team was lost";

    /// <summary>Its holder has no budget left for it, or may do no more tasks.</summary>
    public const string NoRoom = "no room left for it";

    /// <summary>It could not begin in its window.</summary>
    public const string TooLate = "too late to start";
}

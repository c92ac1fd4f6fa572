namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>What has changed since a strategy was last asked.</summary>
[Flags]
internal enum CrewChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There are items that nobody has ever held.</summary>
    NewItems = 1,

    /// <summary>Items have lost their holders, or agents were lost.</summary>
    Lost = 2,

    /// <summary>An agent is up again.</summary>
    Back = 4,

    /// <summary>An agent has run out of work.</summary>
    Idle = 8,

    /// <summary>The plan no longer fits: something takes much longer than planned, or an agent's speed changed.
    /// </summary>
    Broken = 16,

    /// <summary>Items that nobody could take are to be tried again.</summary>
    Again = 32,

    /// <summary>An item was awarded after a call.</summary>
    Awarded = 64,

    /// <summary>Nobody takes an item that was called for.</summary>
    PutOff = 128,
}

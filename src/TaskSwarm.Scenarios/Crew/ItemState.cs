namespace TaskSwarm.Scenarios.Crew;

/// <summary>How an item stands, for the dispatcher.</summary>
internal enum ItemState
{
    /// <summary>Not known yet, or a part that there is not.</summary>
    Hidden,

    /// <summary>Nobody holds it.</summary>
    Open,

    /// <summary>Somebody holds it and has not begun, as far as is known.</summary>
    Held,

    /// <summary>Somebody is at it.</summary>
    Running,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It failed, expired or was called off.</summary>
    Failed,
}

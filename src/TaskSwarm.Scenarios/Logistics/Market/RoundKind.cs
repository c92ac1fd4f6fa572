namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>What a round of re-auction does.</summary>
public enum RoundKind
{
    /// <summary>No round is under way.</summary>
    None,

    /// <summary>A cluster of related loads is taken back and auctioned, one load after the other.</summary>
    Cluster,

    /// <summary>All loads of a vehicle that has few are offered to the others.</summary>
    Fleet,

    /// <summary>Two vehicles swap one load each.</summary>
    Swap,

    /// <summary>The vehicles go back to the best joint plan.</summary>
    Revert,

    /// <summary>The vehicles tell what their plans are called and cost.</summary>
    Poll,
}

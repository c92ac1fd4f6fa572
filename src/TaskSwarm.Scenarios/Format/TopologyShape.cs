namespace TaskSwarm.Scenarios.Format;

/// <summary>A shape of a graph of agents.</summary>
public enum TopologyShape
{
    /// <summary>Everybody with everybody.</summary>
    Complete,

    /// <summary>Each with the next, the last with the first.</summary>
    Ring,

    /// <summary>Each with the next.</summary>
    Line,

    /// <summary>All with the first.</summary>
    Star,

    /// <summary>Pairs that are told one by one.</summary>
    Pairs,
}

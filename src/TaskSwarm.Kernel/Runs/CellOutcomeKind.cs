namespace TaskSwarm.Kernel.Runs;

/// <summary>The ways in which a cell's turn can end.</summary>
public enum CellOutcomeKind
{
    /// <summary>All events of the window are done.</summary>
    Completed,

    /// <summary>
    /// The agent crashed, by scenario or by a bug; the rest of the window waits for <see cref="AgentCell.Resume"/>.
    /// </summary>
    Crashed,
}

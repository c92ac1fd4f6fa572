using TaskSwarm.Kernel.Faults;

namespace TaskSwarm.Kernel.Runs;

/// <summary>How a cell got on with its events of a window.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Directive">After a crash: what the supervisor shall do.</param>
/// <param name="Cause">After a crash: what failed, for people.</param>
public readonly record struct CellOutcome(
    CellOutcomeKind Kind, SupervisionDirective Directive = SupervisionDirective.Restart, string? Cause = null)
{
    /// <summary>All events of the window are done.</summary>
    public static readonly CellOutcome Completed = new(CellOutcomeKind.Completed);
}

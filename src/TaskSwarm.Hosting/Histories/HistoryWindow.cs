using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Histories;

/// <summary>What a run committed in one window.</summary>
/// <param name="Number">The window's number, from 1.</param>
/// <param name="Start">Its first instant.</param>
/// <param name="End">The first instant after it.</param>
/// <param name="Events">The domain events, in the order of the run.</param>
/// <param name="Messages">The messages of negotiations, in the order of the run; empty if the run kept none.</param>
public sealed record HistoryWindow(
    long Number, SimTime Start, SimTime End, IReadOnlyList<EventRecord> Events, IReadOnlyList<MessageRecord> Messages)
{
    /// <summary>Where bodies were; null in windows after which none were sampled.</summary>
    public IReadOnlyList<BodySample>? Bodies { get; init; }

    /// <summary>The instant that <see cref="Bodies"/> stand for. Two runs are compared at equal instants, so those of a
    /// grid serve best: windows of runs that differ do not end together.</summary>
    public SimTime BodiesAt { get; init; } = End;
}

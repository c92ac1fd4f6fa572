using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Storage;

/// <summary>One window of a persisted run.</summary>
/// <param name="Window">Its number and bounds.</param>
/// <param name="Chain">The hash over every agent's state up to its end; see <see cref="WindowCommit.Chain"/>.</param>
/// <param name="Events">Domain events in the order (time, agent, ordinal).</param>
/// <param name="Messages">Messages of negotiations, sent and received, in the order (time, agent).</param>
/// <param name="Bodies">Positions of all agents that have one, by number; empty unless this window was sampled.</param>
public sealed record StoredWindow(
    Window Window,
    ulong Chain,
    IReadOnlyList<EventRecord> Events,
    IReadOnlyList<MessageRecord> Messages,
    IReadOnlyList<BodySample> Bodies);

using System.Diagnostics;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>
/// Tells negotiations as spans: each from the announcement of a task, or from its being announced again, to its award
/// or to the end of the search. Read off committed events.
/// </summary>
/// <remarks>
/// A span's own times are real ones, those of the commits of the two ends: simulated instants are no dates, and a
/// backend would file them under 1970. Simulated times are attributes.
/// </remarks>
public sealed class NegotiationSpans
{
    // A node that is told to end may do so in the middle of a run.
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Talk> _open = [];
    private RunCore? _run;
    private ActivityContext _parent;

    /// <summary>Tells what a window brought to an end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="events">The window's events.</param>
    /// <param name="parent">The span that the negotiations lie within.</param>
    internal void Read(RunCore run, IReadOnlyList<EventRecord> events, ActivityContext parent)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        lock (_lock)
        {
            (_run, _parent) = (run, parent);
            for (int i = 0; i < events.Count; i++)
            {
                Read(events[i], now);
            }
        }
    }

    /// <summary>Tells those that nothing will end any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            foreach ((int task, Talk talk) in _open.OrderBy(o => o.Key))
            {
                Tell(new TaskId(task), talk, "open", null, _run!.Now, DateTimeOffset.UtcNow);
            }

            _open.Clear();
        }
    }

    private void Read(in EventRecord record, DateTimeOffset now)
    {
        switch (record.Event)
        {
            case TaskAnnounced announced:
                _open[announced.Task.Number] = new Talk(record, now) { TaskName = announced.TaskName };
                break;
            case TaskReannounced again:
                Close(record, again.Task, "unanswered", again.Reason, now, onlyIfOpen: true);
                _open[again.Task.Number] = new Talk(record, now) { Reason = again.Reason };
                break;
            case RoundDecided round when _open.TryGetValue(round.Task.Number, out Talk? talk):
                talk.Rounds++;
                talk.Called += round.Called;
                talk.Bids += round.Proposals;
                talk.Refusals += round.Refusals;
                break;
            case TaskAwarded awarded:
                Close(record, awarded.Task, "awarded", null, now, onlyIfOpen: false, awarded);
                break;
            case TaskFailed failed:
                Close(record, failed.Task, "failed", failed.Reason, now, onlyIfOpen: true);
                break;
            case TaskExpired expired:
                Close(record, expired.Task, "expired", "deadline passed", now, onlyIfOpen: true);
                break;
            case TaskCancelled cancelled:
                Close(record, cancelled.Task, "cancelled", cancelled.Reason, now, onlyIfOpen: true);
                break;
        }
    }

    /// <summary>An award without a call is one too: it passes a task on, or answers a call that was not seen here.
    /// </summary>
    private void Close(
        in EventRecord record, TaskId task, string outcome, string? reason, DateTimeOffset now, bool onlyIfOpen,
        TaskAwarded? award = null)
    {
        if (_open.Remove(task.Number, out Talk? talk) || !onlyIfOpen)
        {
            Tell(task, talk ?? new Talk(record, now), outcome, reason, record.Time, now, award);
        }
    }

    private void Tell(
        TaskId task, Talk talk, string outcome, string? reason, SimTime end, DateTimeOffset now,
        TaskAwarded? award = null)
    {
        using Activity? span = SwarmTelemetry.Source.StartActivity(
            "negotiation", ActivityKind.Internal, _parent, startTime: talk.Begun);
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag("taskswarm.task", task.Number);
        span.SetTag("taskswarm.task.name", talk.TaskName);
        span.SetTag("taskswarm.negotiation.initiator", _run!.Cells[talk.Call.Agent.Index].Name);
        span.SetTag("taskswarm.negotiation.start", talk.Call.Time.Seconds);
        span.SetTag("taskswarm.negotiation.end", end.Seconds);
        span.SetTag("taskswarm.negotiation.rounds", talk.Rounds);
        span.SetTag("taskswarm.negotiation.called", talk.Called);
        span.SetTag("taskswarm.negotiation.bids", talk.Bids);
        span.SetTag("taskswarm.negotiation.refusals", talk.Refusals);
        span.SetTag("taskswarm.negotiation.announced_because", talk.Reason);
        span.SetTag("taskswarm.negotiation.outcome", outcome);
        span.SetTag("taskswarm.negotiation.reason", reason);
        if (award is not null)
        {
            span.SetTag("taskswarm.negotiation.participant", _run.Cells[award.Winner.Index].Name);
            span.SetTag("taskswarm.negotiation.attempt", award.Attempt);
            span.SetTag("taskswarm.negotiation.cost", award.Cost);
        }

        if (outcome is "failed" or "expired")
        {
            span.SetStatus(ActivityStatusCode.Error, reason);
        }

        span.SetEndTime(now.UtcDateTime);
    }

    private sealed class Talk(EventRecord call, DateTimeOffset begun)
    {
        public EventRecord Call { get; } = call;

        public DateTimeOffset Begun { get; } = begun;

        public string? TaskName { get; init; }

        public string? Reason { get; init; }

        public int Rounds { get; set; }

        public int Called { get; set; }

        public int Bids { get; set; }

        public int Refusals { get; set; }
    }
}

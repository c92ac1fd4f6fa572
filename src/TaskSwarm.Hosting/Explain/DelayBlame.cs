using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Finds what took most of the time from a task's release to its end, apart from the work itself.</summary>
internal sealed class DelayBlame(IRunHistory history, CallBlame calls, AwardBlame awards, Wire wire)
{
    /// <summary>Of several causes each of which alone made a task late, the gravest is the answer: what failed before
    /// what was refused, and that before waiting that nobody is to blame for.</summary>
    private static readonly Cause[] Gravity =
    [
        Cause.Crash, Cause.MessageLost, Cause.BidTooLate, Cause.NoSkill, Cause.OutOfRange, Cause.Full, Cause.TooLate,
        Cause.Input, Cause.Plan, Cause.Other, Cause.NobodyCalled, Cause.Queue, Cause.Work,
    ];

    private readonly RunFacts _facts = history.Facts;

    /// <summary>What took the time of a task that is done.</summary>
    public Blame Of(TaskFile task)
    {
        if (task.LastAward is not AwardFile last)
        {
            return new Blame(Cause.Other, "nothing is known of who held it");
        }

        // The better bidder might have been in time, whatever kept the one that won.
        if (LostToTheWire(task, last) is Blame lost)
        {
            return lost;
        }

        SimDuration late = task.EndedAt > task.Due ? task.EndedAt - task.Due : task.LateAtStop;
        (Blame Blame, SimDuration Took)[] causes = [.. ByCause(Spans(task, last))];
        (Blame blame, SimDuration took) = causes
            .Where(c => c.Took >= late).OrderBy(c => Array.IndexOf(Gravity, c.Blame.Cause))
            .Concat(causes.Where(c => c.Blame.Cause != Cause.Work))
            .Append((new Blame(Cause.Work, "there was no time for it"), late)).First();
        return blame with { Text = $"{blame.Text}: that took {took}" };
    }

    /// <summary>Why a task that is done was announced more than once.</summary>
    public Blame OfReannouncements(TaskFile task)
    {
        SimTime from = SimTime.Max(task.AnnouncedAt, task.Release);
        Span[] spans = task.LastAward is null ? [] : [.. Lost(task), BeforeAward(task, from)];
        return ByCause(spans.Where(s => s.IsFailure)).Select(c => c.Blame)
            .Append(new Blame(Cause.Other, task.Reannouncements[^1].Reason)).First();
    }

    /// <summary>The causes, those that took most time first.</summary>
    private static IEnumerable<(Blame Blame, SimDuration Took)> ByCause(IEnumerable<Span> spans) => spans
        .Where(s => s.Took.Micros > 0).Select(s => (Blame: s.Why(), s.Took)).OrderByDescending(s => s.Took)
        .GroupBy(s => s.Blame.Cause)
        .Select(g => (g.First().Blame, Took: new SimDuration(g.Sum(s => s.Took.Micros))))
        .OrderByDescending(c => c.Took);

    private IEnumerable<Span> Spans(TaskFile task, AwardFile last)
    {
        foreach (Span lost in Lost(task))
        {
            yield return lost;
        }

        SimTime began = SimTime.Min(last.StartedAt, task.EndedAt);
        SimTime from = SimTime.Max(task.AnnouncedAt, task.Release);
        if (InputOf(task, SimTime.Min(task.Awards[0].StartedAt, began)) is (string input, SimTime made))
        {
            yield return new Span(made - from, () => new Blame(
                Cause.Input, $"it needs the output of {input}, which was there at {made}"));
            from = made;
        }

        yield return BeforeAward(task, from);
        SimTime held = SimTime.Max(last.At, from);
        yield return new Span(began - held, () => Waiting(task, last, held));
        yield return new Span(task.EndedAt - began, () => Working(task, last, began));
    }

    private Blame? LostToTheWire(TaskFile task, AwardFile last)
    {
        if (task.RoundOf(last) is not CallRound round)
        {
            return null;
        }

        double won = round.With(last.Winner).Answer?.Cost ?? last.Cost;
        Exchange? best = round.Exchanges
            .Where(e => e.Answer is { IsBid: true } && e.Agent != last.Winner && !e.Counts(round))
            .Where(e => round.Market == TaskFile.Consensus ? e.Answer!.Cost > won : e.Answer!.Cost < won)
            .OrderBy(e => e.Answer!.Cost).FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        string bid = $"the better bid of {_facts.NameOf(best.Agent)} ({Wording.Number(best.Answer!.Cost)} against "
            + $"{Wording.Number(won)})";
        if (best.IsLate(round))
        {
            return new Blame(Cause.BidTooLate, $"{bid} came after the reply-by time {round.ReplyBy}");
        }

        MessageFate fate = wire.FateOf(best.Agent, round.Initiator, best.AnsweredAt);
        return new Blame(fate.Cause, $"{bid} was {fate.Text}");
    }

    /// <summary>From each award that came to nothing to the next one.</summary>
    private IEnumerable<Span> Lost(TaskFile task)
    {
        for (int i = 0; i + 1 < task.Awards.Count; i++)
        {
            (AwardFile award, AwardFile next) = (task.Awards[i], task.Awards[i + 1]);
            if (award.Reason is not null || award.GivenUp is not null)
            {
                yield return new Span(
                    next.At - awards.LostFrom(award), () => awards.Of(award), IsFailure: true);
            }
        }
    }

    private Span BeforeAward(TaskFile task, SimTime from)
    {
        AwardFile first = task.Awards[0];
        CallRound[] inVain = [.. task.Rounds.Where(r => r.At < first.At && r != task.RoundOf(first))];
        SimDuration took = first.At > from ? first.At - from : SimDuration.Zero;
        string? reason = task.Reannouncements.Where(r => r.At <= first.At).Select(r => r.Reason).LastOrDefault();
        return new Span(took, () => inVain.Length > 0 || reason is not null
            ? calls.Of(task, inVain, reason)
            : new Blame(
                first.IsDirect ? Cause.Plan : Cause.NobodyCalled,
                $"it was awarded only at {first.At}"), IsFailure: inVain.Length > 0 || reason is not null);
    }

    /// <summary>The input that was made last, if it was made after the task was announced and before it began.
    /// </summary>
    private (string Name, SimTime Made)? InputOf(TaskFile task, SimTime began)
    {
        if (task.Spec is not { After: { Count: > 0 } after })
        {
            return null;
        }

        (string Name, SimTime Made)? last = null;
        string[] inputs = [.. after.Select(_facts.NameOf)];
        SimTime from = SimTime.Max(task.AnnouncedAt, task.Release);
        foreach (EventRecord record in history.Windows(from, began).SelectMany(w => w.Events))
        {
            // A task that was split is made when the last of its parts is.
            if (record.Event is TaskCompleted completed && completed.CompletedAt <= began
                && _facts.NameOf(completed.Task) is string name && inputs.Any(
                    i => name == i || name.StartsWith(i + "/", StringComparison.Ordinal))
                && (last is null || completed.CompletedAt > last.Value.Made))
            {
                last = (name, completed.CompletedAt);
            }
        }

        return last is (_, SimTime made) && made > from ? last : null;
    }

    /// <summary>The holder let the task wait: it was at others.</summary>
    private Blame Waiting(TaskFile task, AwardFile award, SimTime from)
    {
        string name = _facts.NameOf(award.Winner);
        List<string> others = Others(task, award.Winner, from, award.StartedAt);
        return others.Count > 0
            ? new Blame(Cause.Queue, $"{name} was at {Wording.List(others)} first")
            : new Blame(Cause.Queue, $"{name} did not begin before {award.StartedAt}");
    }

    /// <summary>Work takes its time, or, on a tour, the time of the others that are served on the way.</summary>
    private Blame Working(TaskFile task, AwardFile award, SimTime began)
    {
        string name = _facts.NameOf(award.Winner);
        List<string> others = Others(task, award.Winner, began, task.EndedAt);
        return others.Count > 0
            ? new Blame(
                Cause.Queue, $"{name}, having begun it at {began}, served {Wording.List(others)} before its end")
            : new Blame(Cause.Work, $"the work itself, begun by {name} at {began}, is so long");
    }

    /// <summary>Reads the run again: what else an agent began or ended in between.</summary>
    private List<string> Others(TaskFile task, AgentId agent, SimTime from, SimTime to)
    {
        var others = new List<TaskId>();
        foreach (EventRecord record in history.Windows(from, to).SelectMany(w => w.Events))
        {
            TaskId? other = record.Event switch
            {
                TaskStarted started when record.Agent == agent => started.Task,
                TaskCompleted completed when completed.By == agent => completed.Task,
                _ => null,
            };
            bool isBetween = record.Time >= from && record.Time < to;
            if (other is TaskId at && at != task.Id && isBetween && !others.Contains(at))
            {
                others.Add(at);
            }
        }

        return [.. others.Select(_facts.NameOf)];
    }

    private readonly record struct Span(SimDuration Took, Func<Blame> Why, bool IsFailure = false);
}

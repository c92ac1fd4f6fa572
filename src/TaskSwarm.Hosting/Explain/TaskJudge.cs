using System.Globalization;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Answers why a task was late, or why it was not done.</summary>
internal sealed class TaskJudge
{
    private const string InputSuffix = " was not done";

    private readonly RunFacts _facts;
    private readonly CallBlame _calls;
    private readonly AwardBlame _awards;
    private readonly DelayBlame _delays;

    public TaskJudge(IRunHistory history, Outages outages)
    {
        _facts = history.Facts;
        var wire = new Wire(_facts, outages);
        _calls = new CallBlame(_facts, outages, wire);
        _awards = new AwardBlame(_facts, outages, wire);
        _delays = new DelayBlame(history, _calls, _awards, wire);
    }

    /// <summary>The answer.</summary>
    public Verdict Judge(TaskFile task)
    {
        if (task.End is TaskCompleted completed)
        {
            return Done(task, completed);
        }

        Blame blame = NotDone(task);
        string how = task.End switch
        {
            TaskFailed => $"was given up at {task.EndedAt}",
            TaskExpired => $"expired at {task.EndedAt}",
            TaskCancelled => $"was cancelled at {task.EndedAt}",
            _ => $"was not done when the run ended at {_facts.SimulatedTime}",
        };
        return new Verdict(StoryOutcome.NotDone, blame.Cause, $"Why not done: {task.Name} {how} because {blame.Text}.");
    }

    private Verdict Done(TaskFile task, TaskCompleted completed)
    {
        SimDuration late = task.EndedAt > task.Due ? task.EndedAt - task.Due : task.LateAtStop;
        string by = $"{task.Name} was done by {_facts.NameOf(completed.By)} at {task.EndedAt}";
        if (late.Micros > 0)
        {
            Blame blame = _delays.Of(task);
            return new Verdict(
                StoryOutcome.Late, blame.Cause, $"Why so late: {by}, {late} late, because {blame.Text}.");
        }

        string time = task.Due < SimTime.Never ? $"in time ({task.Due - task.EndedAt} to spare)"
            : $"{task.EndedAt - task.Release} after its release";
        if (task.Reannouncements.Count == 0)
        {
            return new Verdict(StoryOutcome.Done, Cause.None, $"{by}, {time}.");
        }

        Blame again = _delays.OfReannouncements(task);
        return new Verdict(StoryOutcome.Done, again.Cause, string.Create(
            CultureInfo.InvariantCulture,
            $"{by}, {time}; it was announced {task.Reannouncements.Count + 1} times because {again.Text}."));
    }

    private Blame NotDone(TaskFile task)
    {
        string? reason = (task.End as TaskFailed)?.Reason;
        if (task.End is TaskCancelled cancelled)
        {
            return new Blame(Cause.Cancelled, $"it was no longer wanted: {cancelled.Reason}");
        }

        if (reason is not null && reason.EndsWith(InputSuffix, StringComparison.Ordinal))
        {
            return new Blame(Cause.Input, $"{reason[..^InputSuffix.Length]}, whose output it needs, was not done");
        }

        if (task.LastAward is AwardFile award)
        {
            return AfterAward(task, award);
        }

        Blame blame = _calls.Of(task, task.Rounds, reason ?? LastReason(task));
        return blame.Cause is Cause.NobodyCalled or Cause.Other && task.End is TaskExpired
            ? new Blame(Cause.TooLate, $"its deadline passed before anybody had it: {blame.Text}")
            : blame;
    }

    private Blame AfterAward(TaskFile task, AwardFile award)
    {
        Blame blame = _awards.Of(award);
        if (blame.Cause is Cause.Queue or Cause.Work)
        {
            return task.End is TaskExpired
                ? new Blame(Cause.TooLate, $"its deadline passed while {blame.Text}")
                : new Blame(Cause.RunEnded, blame.Text);
        }

        CallRound[] after = [.. task.Rounds.Where(r => r.At > award.At)];
        return after.Length == 0
            ? blame
            : blame with { Text = $"{blame.Text}, and afterwards {_calls.Of(task, after, LastReason(task)).Text}" };
    }

    private static string? LastReason(TaskFile task) =>
        task.Reannouncements.Count == 0 ? null : task.Reannouncements[^1].Reason;
}

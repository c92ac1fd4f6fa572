using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>
/// Tasks of several agents. The leader holds the award. Each of the others promises from when on it takes part and
/// stays until it says otherwise; the leader fixes the common start; the task counts as done when every part is
/// certain. All have it at the same place in their order, so no two teams wait for each other; what a lost message
/// spoils is asked for again.
/// </content>
internal sealed partial class WorkerAgent
{
    /// <summary>What the agent did in tasks that it did not lead and whose leaders have not answered yet.</summary>
    private readonly SortedDictionary<(int Item, int Attempt), Part> _parts = [];

    private static bool IsStarting(Job job) => !job.Running && job.Start < SimTime.Never;

    private Job? FindJoint(int item, int attempt) =>
        _jobs.Find(j => j.Item == item && j.Attempt == attempt && !j.Committed);

    private void OnTeamMessage(AgentContext context, int sender, IMessage message)
    {
        switch (message)
        {
            case Join join:
                Join(context, join);
                break;
            case Present present:
                Note(context, sender, present);
                break;
            case StartTogether start:
                FixStart(context, sender, start);
                break;
            case PartDone part:
                Note(context, sender, part);
                break;
            case TeamDone done:
                Settle(context, done);
                break;
            case PartWasted wasted:
                _parts.Remove((wasted.Item, wasted.Attempt));
                break;
            case Disband disband:
                Leave(context, sender, disband);
                break;
        }
    }

    // ---- members --------------------------------------------------------------------------------------------------

    private void Join(AgentContext context, Join join)
    {
        if (_parts.ContainsKey((join.Item, join.Attempt)))
        {
            context.Send(AgentOf(join.Terms.Team[0]), new PartDone(join.Item, join.Attempt));
            return;
        }

        Job? known = _jobs.Find(j => j.Item == join.Item && !j.Committed);
        if (known is not null && known.Attempt >= join.Attempt)
        {
            known.Order = known.Attempt == join.Attempt ? join.Order : known.Order;
            Sort();
            context.Send(AgentOf(join.Terms.Team[0]), PresentFor(context, known));
            return;
        }

        if (known is not null)
        {
            // Whatever it was in before is over: there is a new award.
            Break(context, known, CrewReasons.TeamBroken);
        }

        if (HasRoomFor(join.Item, join.Terms))
        {
            Subscribe(context, Insert(join.Item, join.Attempt, join.Terms, join.Order));
        }
        else
        {
            context.Send(AgentOf(join.Terms.Team[0]), new Disband(join.Item, join.Attempt));
        }
    }

    private Present PresentFor(AgentContext context, Job job) =>
        new(job.Item, job.Attempt, job.Promise, TeamworkMicros(context, job));

    private void FixStart(AgentContext context, int leader, StartTogether start)
    {
        if (_parts.ContainsKey((start.Item, start.Attempt)))
        {
            context.Send(AgentOf(leader), new PartDone(start.Item, start.Attempt));
            return;
        }

        Job? job = FindJoint(start.Item, start.Attempt);
        if (job is null || (job.Start == SimTime.Never && (job.Promise > start.Start || start.End < context.Now)))
        {
            // It has promised nothing, or no longer: the attempt cannot succeed.
            _jobs.Remove(job!);
            context.Send(AgentOf(leader), new Disband(start.Item, start.Attempt));
        }
        else if (job.Start == SimTime.Never)
        {
            (job.Start, job.End, job.Promise) = (start.Start, start.End, SimTime.Never);
        }
    }

    /// <summary>Its part is certain. Whether the task is done is the leader's to say.</summary>
    private void CommitPart(AgentContext context, Job job)
    {
        job.Committed = true;
        _parts[(job.Item, job.Attempt)] = new Part(
            job.Leader, _items.NeedOf(Index, job.Item, job.Terms.Parts));
        context.Send(AgentOf(job.Leader), new PartDone(job.Item, job.Attempt));
        ArmRetry(context);
    }

    private void Settle(AgentContext context, TeamDone done)
    {
        if (_parts.Remove((done.Item, done.Attempt), out Part? part))
        {
            NoteMade(context, done.Item, new Made(done.End, done.Attempt), part.Need);
        }
    }

    private void Leave(AgentContext context, int sender, Disband disband)
    {
        if (_parts.TryGetValue((disband.Item, disband.Attempt), out Part? part))
        {
            // A dispatcher that gave up on the award may still get the leader's report.
            if (part.Leader == sender)
            {
                _parts.Remove((disband.Item, disband.Attempt));
            }
        }
        else if (FindJoint(disband.Item, disband.Attempt) is Job job)
        {
            Break(context, job, CrewReasons.TeamBroken);
        }
    }

    // ---- leaders --------------------------------------------------------------------------------------------------

    private void TellTeam(AgentContext context, Job job, IMessage message)
    {
        foreach (int member in job.Terms.Team.Where(m => m != Index))
        {
            context.Send(AgentOf(member), message);
        }
    }

    private void Note(AgentContext context, int sender, Present present)
    {
        Job? job = FindJoint(present.Item, present.Attempt);
        if (job is null || job.Leader != Index)
        {
            AnswerFormer(context, sender, present.Item, present.Attempt);
            return;
        }

        job.Heard[sender] = context.Now;
        if (job.Start < SimTime.Never)
        {
            context.Send(AgentOf(sender), new StartTogether(job.Item, job.Attempt, job.Start, job.End));
        }
        else if (present.At == SimTime.Never)
        {
            job.Present.Remove(sender);
        }
        else
        {
            job.Present[sender] = (present.At, present.Micros);
        }
    }

    private void Note(AgentContext context, int sender, PartDone part)
    {
        if (FindJoint(part.Item, part.Attempt) is not Job job || job.Leader != Index)
        {
            AnswerFormer(context, sender, part.Item, part.Attempt);
            return;
        }

        job.Parts.Add(sender);
        bool isDue = job.End - context.Now <= _plan.Latency;
        if (job.Running && isDue && job.Parts.Count == job.Terms.Team.Count - 1)
        {
            Commit(context, job);
        }
    }

    /// <summary>What the agent does not lead is done, or the dispatcher knows: its award may be on the way.</summary>
    private void AnswerFormer(AgentContext context, int member, int item, int attempt)
    {
        if (_made.TryGetValue(item, out Made made) && made.Attempt == attempt)
        {
            context.Send(AgentOf(member), new TeamDone(item, attempt, made.End));
        }
    }

    /// <summary>The task is off for the whole team, or the agent leaves it.</summary>
    private void Break(AgentContext context, Job job, string reason)
    {
        Drop(context, job, reason);
        if (job.Leader != Index)
        {
            return;
        }

        TellTeam(context, job, new Disband(job.Item, job.Attempt));
        if (_participant.Find(new TaskId(job.Item)) is HeldTask held && held.Attempt == job.Attempt)
        {
            _participant.Fail(context, new TaskId(job.Item), reason);
        }
    }

    /// <summary>The agent cannot do what it holds or has been asked to join.</summary>
    private void GiveUp(AgentContext context, Job job, string reason)
    {
        if (job.Leader != Index)
        {
            context.Send(AgentOf(job.Leader), new Disband(job.Item, job.Attempt));
        }

        Break(context, job, reason);
    }

    /// <summary>Asks those who have not promised yet. Who is not heard of at all may be gone.</summary>
    private void AskTeam(AgentContext context, Job job)
    {
        SimTime asked = SimTime.Max(job.WaitingSince, job.Order.Start);
        SimTime oldest = context.Now - (Patience + (_plan.ContractNet.RetryAfter * 2));
        foreach (int member in job.Terms.Team.Where(m => m != Index && !job.Present.ContainsKey(m)))
        {
            SimTime heard = job.Heard.GetValueOrDefault(member);
            if (SimTime.Max(asked, heard) < oldest)
            {
                Break(context, job, "its team did not come together");
                return;
            }

            context.Send(AgentOf(member), new Join(job.Item, job.Attempt, job.Terms, job.Order));
        }
    }

    /// <summary>The common end is over, but some have not told that their part is done.</summary>
    private void AwaitParts(AgentContext context, Job job)
    {
        if (context.Now - job.End > Patience + (_plan.ContractNet.RetryAfter * 2))
        {
            Break(context, job, "a part was not done");
            return;
        }

        TellTeam(context, job, new StartTogether(job.Item, job.Attempt, job.Start, job.End));
        ArmRetry(context);
    }

    // ---- both -----------------------------------------------------------------------------------------------------

    private long TeamworkMicros(AgentContext context, Job job)
    {
        long micros = _items.DurationOf(Index, job.Item, job.Terms.Parts);
        return context.SpeedFactor == 1 ? micros : (long)Math.Ceiling(micros / context.SpeedFactor);
    }

    /// <summary>Promises to take part from an instant on.</summary>
    /// <returns>Whether the whole team has promised and the start is fixed.</returns>
    private bool Gather(AgentContext context, Job job, SimTime ready)
    {
        Wait(context, job);
        if (job.Leader == Index)
        {
            job.Promise = ready;
            job.Present[Index] = (ready, TeamworkMicros(context, job));
            return job.Present.Count == job.Terms.Team.Count && Unite(context, job);
        }

        if (job.Promise != ready)
        {
            job.Promise = ready;
            context.Send(AgentOf(job.Leader), PresentFor(context, job));
        }

        return false;
    }

    /// <summary>Whatever was promised holds no longer.</summary>
    private void Withdraw(AgentContext context, Job job)
    {
        if (job.Promise == SimTime.Never)
        {
            return;
        }

        job.Promise = SimTime.Never;
        job.Present.Remove(Index);
        if (job.Leader != Index)
        {
            context.Send(AgentOf(job.Leader), PresentFor(context, job));
        }
    }

    /// <summary>All are there or on their way: the start is when the last one comes and all have been told.</summary>
    private bool Unite(AgentContext context, Job job)
    {
        SimTime start = context.Now + _plan.Latency;
        long micros = 0;
        foreach ((SimTime at, long takes) in job.Present.Values)
        {
            start = SimTime.Max(start, at);
            micros = Math.Max(micros, takes);
        }

        if (start > _items.Of(job.Item).LatestStart)
        {
            Break(context, job, CrewReasons.TooLate);
            return true;
        }

        (job.Start, job.End) = (start, start + new SimDuration((long)Math.Ceiling(micros * StragglerFactor(job))));
        (job.Promise, job.WaitingSince) = (SimTime.Never, SimTime.Never);
        TellTeam(context, job, new StartTogether(job.Item, job.Attempt, job.Start, job.End));
        return true;
    }

    /// <summary>The common start has come.</summary>
    /// <param name="context">The agent's context.</param>
    /// <param name="job">What begins.</param>
    /// <param name="fits">Whether there are slots for it; a slow-down may have kept the agent elsewhere.</param>
    private void BeginTogether(AgentContext context, Job job, bool fits)
    {
        if (!fits || !HasRoomFor(job.Item, job.Terms))
        {
            GiveUp(context, job, "an agent of its team was kept elsewhere");
            return;
        }

        (job.Running, job.Speed, job.Since) = (true, 1, job.Start);
        job.Version = ++_versions;
        job.Work = (job.End - job.Start).Micros;
        if (job.Leader == Index)
        {
            Announce(context, job);
        }

        SetEnd(context, job);
    }

    /// <summary>
    /// An agent whose present work is about to end says already when it can take part in what comes next, so that the
    /// messages lose no time.
    /// </summary>
    private bool Foresee(AgentContext context, Job job, int missing, bool isHeld, SimTime from)
    {
        bool moves = HasToMove(job);
        if (job.IsTeamwork && !(moves && isHeld) && ReadyAt(job) is SimTime inputs && inputs < SimTime.Never
            && FreeFrom(context, missing, moves, ref from))
        {
            SimTime there = job.There < SimTime.Never ? SimTime.Max(job.There, from) : ArrivalAt(context, job, from);
            return Gather(context, job, SimTime.Max(SimTime.Max(there, _items.EarliestOf(job.Item)), inputs));
        }

        PutOff(context, job);
        return false;
    }

    /// <summary>Whether enough of what is under way, or all of it, ends within two latencies, and when.</summary>
    private bool FreeFrom(AgentContext context, int missing, bool all, ref SimTime from)
    {
        SimTime soon = context.Now + (_plan.Latency * 2);
        foreach (Job ending in _jobs.Where(j => IsUnderWay(j, context.Now)).OrderBy(j => j.End).ThenBy(j => j.Item))
        {
            if (!all && missing <= 0)
            {
                break;
            }

            if (ending.End > soon)
            {
                WakeAt(context, ending.End - (_plan.Latency * 2));
                return false;
            }

            missing -= _items.Of(ending.Item).Slots;
            from = SimTime.Max(from, ending.End);
        }

        return missing <= 0;
    }

    private sealed record Part(int Leader, double Need);
}

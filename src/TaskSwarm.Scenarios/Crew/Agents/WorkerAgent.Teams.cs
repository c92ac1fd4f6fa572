using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>
/// Tasks of several agents. The leader holds the award and invites the others; each tells in advance from when on it
/// can take part; the leader fixes the common start.
/// </content>
internal sealed partial class WorkerAgent
{
    private static bool IsStarting(Job job) => !job.Running && job.Start < SimTime.Never;

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
            case StartTogether start when FindJoint(start.Item, start.Attempt) is Job job:
                FixStart(context, job, start);
                break;
            case Disband disband when FindJoint(disband.Item, disband.Attempt) is Job job:
                Drop(context, job, CrewReasons.TeamBroken);
                if (job.Leader == Index)
                {
                    TellTeam(context, job, disband);
                    FailHeld(context, job);
                }

                break;
            default:
                break;
        }
    }

    private Job? FindJoint(int item, int attempt) =>
        _jobs.Find(j => j.Item == item && j.Attempt == attempt && !j.Committed);

    private void FailHeld(AgentContext context, Job job)
    {
        if (_participant.Find(new TaskId(job.Item)) is not null)
        {
            _participant.Fail(context, new TaskId(job.Item), CrewReasons.TeamBroken);
        }
    }

    private void Invite(AgentContext context, Job job)
    {
        if (job.IsTeamwork && job.Leader == Index)
        {
            foreach (int member in job.Terms.Team.Where(m => m != Index && !job.Present.ContainsKey(m)))
            {
                context.Send(AgentOf(member), new Join(job.Item, job.Attempt, job.Terms));
            }
        }
    }

    private void TellTeam(AgentContext context, Job job, IMessage message)
    {
        foreach (int member in job.Terms.Team.Where(m => m != Index))
        {
            context.Send(AgentOf(member), message);
        }
    }

    private void Join(AgentContext context, Join join)
    {
        Job? known = _jobs.Find(j => j.Item == join.Item && !j.Committed);
        if (known is null)
        {
            Subscribe(context, Insert(join.Item, join.Attempt, join.Terms));
        }
        else if (known.Attempt < join.Attempt && !known.Running)
        {
            _jobs.Remove(known);
            Subscribe(context, Insert(join.Item, join.Attempt, join.Terms));
        }
        else
        {
            known.Told = SimTime.Never;
        }
    }

    private void Note(AgentContext context, int sender, Present present)
    {
        Job? job = FindJoint(present.Item, present.Attempt);
        if (job is null || job.Leader != Index)
        {
            context.Send(AgentOf(sender), new Disband(present.Item, present.Attempt));
        }
        else if (job.Start < SimTime.Never)
        {
            context.Send(AgentOf(sender), new StartTogether(job.Item, job.Attempt, job.Start, job.End));
        }
        else
        {
            job.Present[sender] = (present.At, present.Micros);
        }
    }

    private void FixStart(AgentContext context, Job job, StartTogether start)
    {
        int busy = _jobs.Where(j => j.Running).Sum(j => _items.Of(j.Item).Slots);
        int freed = _jobs.Where(j => j.Committed && j.End <= start.Start).Sum(j => _items.Of(j.Item).Slots);
        if (job.Start < SimTime.Never)
        {
            return;
        }

        int promised = _jobs.Where(j => j != job && IsStarting(j) && j.Start < start.End && start.Start < j.End)
            .Sum(j => _items.Of(j.Item).Slots);
        bool elsewhere = _items.Of(job.Item).Place is not null && _place != _items.TaskOf(job.Item);
        bool full = busy - freed + promised + _items.Of(job.Item).Slots > _self.Slots;
        if (full || elsewhere || start.End <= context.Now)
        {
            _jobs.Remove(job);
            context.Send(AgentOf(job.Leader), new Disband(job.Item, job.Attempt));
            return;
        }

        (job.Start, job.End) = (start.Start, start.End);
    }

    /// <summary>Does what a task of several needs before its common start.</summary>
    private bool Gather(AgentContext context, Job job, SimTime ready)
    {
        if (IsStarting(job))
        {
            return BeginTogether(context, job);
        }

        Wait(context, job);
        TellPresence(context, job, ready);
        return job.Leader == Index && job.Present.Count == job.Terms.Team.Count && Unite(context, job);
    }

    private void TellPresence(AgentContext context, Job job, SimTime ready)
    {
        long micros = _items.DurationOf(Index, job.Item, job.Terms.Parts);
        micros = context.SpeedFactor == 1 ? micros : (long)Math.Ceiling(micros / context.SpeedFactor);
        if (job.Leader == Index)
        {
            job.Present[Index] = (ready, micros);
        }
        else if (job.Told != ready)
        {
            var present = new Present(job.Item, job.Attempt, ready, micros);
            context.Send(AgentOf(job.Leader), present);
            if (job.WaitingSince < context.Now)
            {
                context.Send(Dispatcher, present);
            }

            job.Told = ready;
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
            _jobs.Remove(job);
            TellTeam(context, job, new Disband(job.Item, job.Attempt));
            _participant.Fail(context, new TaskId(job.Item), "too late to start");
            return true;
        }

        (job.Start, job.End) = (start, start + new SimDuration((long)Math.Ceiling(micros * StragglerFactor(job))));
        TellTeam(context, job, new StartTogether(job.Item, job.Attempt, job.Start, job.End));
        return BeginTogether(context, job);
    }

    private bool BeginTogether(AgentContext context, Job job)
    {
        if (job.Start > context.Now)
        {
            WakeAt(context, job.Start);
            return false;
        }

        (job.Running, job.Speed, job.Since) = (true, 1, SimTime.Max(job.Start, context.Now));
        job.Version = ++_versions;
        job.Work = Math.Max(0, (job.End - job.Since).Micros);
        if (job.Leader == Index)
        {
            Announce(context, job);
        }

        SetEnd(context, job);
        return true;
    }

    /// <summary>
    /// An agent whose present work is certain to end says already when it can take part in what comes next.
    /// </summary>
    private void AnnounceEarly(AgentContext context, Job job, int missing)
    {
        if (!job.IsTeamwork || IsStarting(job))
        {
            return;
        }

        SimTime from = SimTime.Never;
        foreach (Job ending in _jobs.Where(j => j.Committed).OrderBy(j => j.End).ThenBy(j => j.Item))
        {
            missing -= _items.Of(ending.Item).Slots;
            from = ending.End;
            if (missing <= 0)
            {
                break;
            }
        }

        if (missing > 0)
        {
            return;
        }

        SetOut(context, job, from);
        SimTime ready = SimTime.Max(SimTime.Max(job.There, _items.EarliestOf(job.Item)), ReadyAt(job));
        if (ready < SimTime.Never)
        {
            Gather(context, job, ready);
        }
    }
}

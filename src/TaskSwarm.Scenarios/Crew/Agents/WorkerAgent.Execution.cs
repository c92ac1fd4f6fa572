using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>Slots, start and end of work.</content>
internal sealed partial class WorkerAgent
{
    private const string StragglerPurpose = "straggler";

    /// <summary>How long it waits for what nobody can tell the time of before it does something about it.</summary>
    private SimDuration Patience => _plan.ContractNet.Lease + _plan.ContractNet.RetryAfter;

    private void GoOn(AgentContext context)
    {
        while (BeginsOne(context))
        {
        }
    }

    /// <summary>
    /// Goes through what is to be done, in order. A task that waits holds the slots that it will need, so that the
    /// order of the plan is kept; one whose inputs have not come for longer than a lease lets others pass, since they
    /// may come behind it in somebody's order. It holds its slots again as soon as its inputs have come, so it waits
    /// for no more than what has begun until then.
    /// </summary>
    /// <returns>Whether something was begun or given up, so that the rest has to be looked at again.</returns>
    private bool BeginsOne(AgentContext context)
    {
        SimTime from = SimTime.Max(context.Now, _plan.Opening);
        int free = _self.Slots - SlotsInUse(context.Now);
        bool isBusy = free < _self.Slots, isHeld = false, isBlocked = false;
        foreach (Job job in Upcoming())
        {
            int slots = _items.Of(job.Item).Slots;
            if (IsStarting(job))
            {
                if (job.There == SimTime.Never && !((isBusy || isHeld) && HasToMove(job)))
                {
                    SetOut(context, job, from);
                }

                if (job.Start <= context.Now)
                {
                    BeginTogether(context, job, fits: slots <= free && job.There <= job.Start);
                    return true;
                }

                WakeAt(context, job.Start);
                (free, isHeld) = (free - slots, true);
            }
            else if (isBlocked)
            {
                PutOff(context, job);
            }
            else if (LetsOthersPass(context, job))
            {
                // It does not set out either, or the agent would turn round and round between its place and others.
                Wait(context, job);
            }
            else if (slots > free || ((isBusy || isHeld) && HasToMove(job)))
            {
                isBlocked = true;
                if (Foresee(context, job, slots - free, isHeld, from))
                {
                    return true;
                }
            }
            else if (TryBegin(context, job, from))
            {
                return true;
            }
            else
            {
                (free, isHeld) = (free - slots, true);
            }
        }

        return false;
    }

    /// <summary>What is not under way: what has a fixed start first.</summary>
    private Job[] Upcoming() =>
    [
        .. _jobs.Where(IsStarting).OrderBy(j => j.Start).ThenBy(j => j.Item),
        .. _jobs.Where(static j => !j.Running && !IsStarting(j)),
    ];

    private int SlotsInUse(SimTime now)
    {
        int used = 0;
        foreach (Job job in _jobs)
        {
            used += IsUnderWay(job, now) ? _items.Of(job.Item).Slots : 0;
        }

        return used;
    }

    /// <summary>A task of several may be over and not yet known to have gone well.</summary>
    private static bool IsUnderWay(Job job, SimTime now) => job.Running && job.End > now;

    private bool TryBegin(AgentContext context, Job job, SimTime from)
    {
        if (!HasRoomFor(job.Item, job.Terms))
        {
            GiveUp(context, job, CrewReasons.NoRoom);
            return true;
        }

        SimTime there = SetOut(context, job, from);
        SimTime inputs = ReadyAt(job);
        if (inputs == SimTime.Never)
        {
            Withdraw(context, job);
            Wait(context, job);
            return false;
        }

        SimTime ready = SimTime.Max(SimTime.Max(there, _items.EarliestOf(job.Item)), inputs);
        if (job.IsTeamwork)
        {
            return Gather(context, job, ready);
        }

        job.WaitingSince = SimTime.Never;
        if (ready > context.Now)
        {
            WakeAt(context, ready);
            return false;
        }

        if (context.Now > _items.Of(job.Item).LatestStart)
        {
            GiveUp(context, job, CrewReasons.TooLate);
            return true;
        }

        Begin(context, job);
        return true;
    }

    private void Begin(AgentContext context, Job job)
    {
        long micros = _items.DurationOf(Index, job.Item, job.Terms.Parts);
        (job.Running, job.Start, job.Since, job.Speed) = (true, context.Now, context.Now, context.SpeedFactor);
        job.Version = ++_versions;
        job.Work = micros * StragglerFactor(job);
        Announce(context, job);
        SetEnd(context, job);
    }

    private void Announce(AgentContext context, Job job)
    {
        var task = new TaskId(job.Item);
        _participant.Start(context, task);
        context.Emit(new WorkBegan(task, job.Attempt, job.Terms.Team));
        context.Send(Dispatcher, new WorkNote(job.Item, job.Attempt, job.Start));
    }

    private double StragglerFactor(Job job)
    {
        if (_plan.Stragglers is not StragglerModel model)
        {
            return 1;
        }

        var stream = new RandomStream(_plan.Seed, _items.NameOf(job.Item), StragglerPurpose);
        double factor = 1;
        for (int draw = 0; draw <= job.Terms.Repeat; draw++)
        {
            bool straggles = stream.NextDouble() < model.Probability;
            double slower = stream.NextUniform(model.LeastFactor, model.GreatestFactor);
            factor = straggles ? slower : 1;
        }

        return factor;
    }

    /// <summary>
    /// One latency before the end a task is committed; the part of a member two, so that its leader knows in time.
    /// </summary>
    private void SetEnd(AgentContext context, Job job)
    {
        job.End = job.Since + new SimDuration((long)Math.Ceiling(job.Work / job.Speed));
        long notice = _plan.Latency.Micros * (job.IsTeamwork && job.Leader != Index ? 2 : 1);
        long untilCertain = (job.End - context.Now).Micros - notice;
        if (untilCertain > 0)
        {
            context.Schedule(new SimDuration(untilCertain), new CommitTag(job.Item, job.Version));
        }
        else
        {
            Commit(context, job);
        }
    }

    /// <summary>
    /// From here on nothing can come between. The report and the output leave now and arrive with the end.
    /// </summary>
    private void Commit(AgentContext context, Job job)
    {
        if (job.IsTeamwork && job.Leader != Index)
        {
            CommitPart(context, job);
        }
        else if (job.IsTeamwork && job.Parts.Count < job.Terms.Team.Count - 1)
        {
            // A part is not certain yet; its notice will commit the whole.
            ArmRetry(context);
        }
        else
        {
            context.Emit(new WorkCommitted(new TaskId(job.Item), job.Attempt, job.Terms.Team, job.Start, job.End));
            _participant.Complete(context, new TaskId(job.Item), at: job.End);
            job.Committed = true;
            double need = _items.NeedOf(Index, job.Item, job.Terms.Parts);
            NoteMade(context, job.Item, new Made(job.End, job.Attempt), need);
            TellTeam(context, job, new TeamDone(job.Item, job.Attempt, job.End));
        }

        if (job.End > context.Now)
        {
            context.Schedule(job.End - context.Now, new EndTag(job.Item, job.Version));
        }
        else if (job.Committed)
        {
            _jobs.Remove(job);
        }
    }

    private void NoteMade(AgentContext context, int item, Made made, double need)
    {
        _spent += need;
        _doneCount++;
        Deliver(context, item, made);
        _driver?.OnDone(context, item);
    }

    /// <summary>Something else comes first.</summary>
    private void PutOff(AgentContext context, Job job)
    {
        job.WaitingSince = SimTime.Never;
        Withdraw(context, job);
    }

    private void Wait(AgentContext context, Job job)
    {
        job.WaitingSince = SimTime.Min(job.WaitingSince, context.Now);
        ArmRetry(context);
    }

    private void ArmRetry(AgentContext context)
    {
        if (!_retrying)
        {
            _retrying = true;
            context.Schedule(_plan.ContractNet.RetryAfter, RetryTag.Instance);
        }
    }

    private bool LetsOthersPass(AgentContext context, Job job) => job.WaitingSince < SimTime.Never
        && ReadyAt(job) == SimTime.Never
        && context.Now - SimTime.Max(job.WaitingSince, job.Order.Start) > Patience;

    private void WakeAt(AgentContext context, SimTime at)
    {
        if (at < _wakeAt)
        {
            _wakeAt = at;
            context.Schedule(at - context.Now, new WakeTag(at));
        }
    }

    private readonly record struct Made(SimTime End, int Attempt);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>Slots, travel, start and end of work.</content>
internal sealed partial class WorkerAgent
{
    private const string StragglerPurpose = "straggler";

    /// <summary>
    /// Begins what can begin. A task that waits holds the slots that it will need, so that the order of the plan is
    /// kept; one that has waited in vain for longer than a lease lets others pass, since what it waits for may have
    /// come behind it in somebody's order.
    /// </summary>
    private void GoOn(AgentContext context)
    {
        bool begun = true;
        while (begun)
        {
            begun = false;
            int free = _self.Slots - _jobs.Where(j => j.Running).Sum(j => _items.Of(j.Item).Slots);
            foreach (Job job in _jobs.Where(j => !j.Running).OrderBy(j => IsStarting(j) ? 0 : 1).ToArray())
            {
                int slots = _items.Of(job.Item).Slots;
                if (slots > free)
                {
                    AnnounceEarly(context, job, slots - free);
                    break;
                }

                free -= slots;
                begun |= TryBegin(context, job, SimTime.Max(context.Now, _plan.Opening));
                if (begun)
                {
                    break;
                }

                free += HasWaitedTooLong(context, job) ? slots : 0;
            }
        }
    }

    private bool TryBegin(AgentContext context, Job job, SimTime from)
    {
        if (IsStarting(job))
        {
            return BeginTogether(context, job);
        }

        SetOut(context, job, from);
        SimTime ready = SimTime.Max(SimTime.Max(job.There, _items.EarliestOf(job.Item)), ReadyAt(job));
        if (ready == SimTime.Never)
        {
            Wait(context, job);
            return false;
        }

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
            _jobs.Remove(job);
            _participant.Fail(context, new TaskId(job.Item), "too late to start");
            return true;
        }

        Begin(context, job);
        return true;
    }

    /// <summary>The way to a task's place begins as soon as the agent is free, before its inputs are there.</summary>
    private void SetOut(AgentContext context, Job job, SimTime from)
    {
        if (job.There != SimTime.Never)
        {
            return;
        }

        int task = _items.TaskOf(job.Item);
        long way = _plan.Whole.TravelMicros(Index, _place, task);
        way = context.SpeedFactor == 1 ? way : (long)Math.Ceiling(way / context.SpeedFactor);
        job.There = SimTime.Max(from, _placeFrom) + new SimDuration(way);
        if (way > 0 || _items.Of(job.Item).Place is not null)
        {
            (_place, _placeFrom) = (task, job.There);
        }
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
        context.Send(Dispatcher, new WorkNote(job.Item, job.Attempt, context.Now));
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

    private void SetEnd(AgentContext context, Job job)
    {
        job.End = job.Since + new SimDuration((long)Math.Ceiling(job.Work / job.Speed));
        long untilCertain = (job.End - context.Now).Micros - _plan.Latency.Micros;
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
    /// One latency before the end: from here on nothing can come between. The report and the output leave now and
    /// arrive with the end.
    /// </summary>
    private void Commit(AgentContext context, Job job)
    {
        if (!job.IsTeamwork || job.Leader == Index)
        {
            context.Emit(new WorkCommitted(new TaskId(job.Item), job.Attempt, job.Terms.Team, job.Start, job.End));
            _participant.Complete(context, new TaskId(job.Item), at: job.End);
        }

        job.Committed = true;
        _spent += _items.NeedOf(Index, job.Item, job.Terms.Parts);
        Deliver(context, job.Item, job.End);
        _driver?.OnDone(context, job.Item);
        if (job.End > context.Now)
        {
            context.Schedule(job.End - context.Now, new EndTag(job.Item, job.Version));
        }
        else
        {
            _jobs.Remove(job);
        }
    }

    private void Wait(AgentContext context, Job job)
    {
        job.WaitingSince = SimTime.Min(job.WaitingSince, context.Now);
        if (!_retrying)
        {
            _retrying = true;
            context.Schedule(_plan.ContractNet.RetryAfter, RetryTag.Instance);
        }
    }

    private bool HasWaitedTooLong(AgentContext context, Job job) => job.WaitingSince < SimTime.Never
        && !IsStarting(job)
        && context.Now - SimTime.Max(job.WaitingSince, job.Order.Start)
            > _plan.ContractNet.Lease + _plan.ContractNet.RetryAfter;

    private void WakeAt(AgentContext context, SimTime at)
    {
        if (at < _wakeAt)
        {
            _wakeAt = at;
            context.Schedule(at - context.Now, new WakeTag(at));
        }
    }
}

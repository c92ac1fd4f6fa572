using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>The way from task to task.</content>
internal sealed partial class WorkerAgent
{
    private int _place = -1;
    private SimTime _placeFrom;

    /// <summary>Whether the agent is neither at a task's place nor on its way there.</summary>
    private bool HasToMove(Job job) => job.There == SimTime.Never && Way(job.Item) > 0;

    private long Way(int item) => _plan.Whole.TravelMicros(Index, _place, _items.TaskOf(item));

    /// <summary>
    /// The way to a task's place begins as soon as the agent is free, before its inputs are there. Whoever sets out for
    /// one place is at no other any more.
    /// </summary>
    /// <returns>When it is there.</returns>
    private SimTime SetOut(AgentContext context, Job job, SimTime from)
    {
        if (job.There < SimTime.Never)
        {
            return job.There;
        }

        SimTime there = ArrivalAt(context, job, from);
        if (from > context.Now)
        {
            WakeAt(context, from);
            return there;
        }

        if (Way(job.Item) > 0 || _items.Of(job.Item).Place is not null)
        {
            foreach (Job other in _jobs.Where(static j => !j.Running && !IsStarting(j)))
            {
                other.There = SimTime.Never;
            }

            (_place, _placeFrom) = (_items.TaskOf(job.Item), there);
        }

        job.There = there;
        return there;
    }

    private SimTime ArrivalAt(AgentContext context, Job job, SimTime from)
    {
        long way = Way(job.Item);
        way = context.SpeedFactor == 1 ? way : (long)Math.Ceiling(way / context.SpeedFactor);
        return SimTime.Max(from, _placeFrom) + new SimDuration(way);
    }
}

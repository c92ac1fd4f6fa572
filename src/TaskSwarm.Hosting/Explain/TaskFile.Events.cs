using System.Globalization;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Hosting.Explain;

/// <content>What the domain events say.</content>
internal sealed partial class TaskFile
{
    private StoryLine? _plan;

    /// <summary>What happened that calls and awards do not tell.</summary>
    public List<StoryLine> Notes { get; } = [];

    /// <summary>Notes an event.</summary>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case TaskEvent step when step.Task == Id:
                Step(record, step);
                break;
            case WorkBegan began when began.Task == Id:
                Start(record.Time, began.Attempt);
                break;
            case WorkStopped stopped when stopped.Task == Id:
                Note(record, StoryKind.Work, $"gives the work up: {stopped.Reason}");
                break;
            case StragglerTakenBack taken when taken.Task == Id:
                Note(record, StoryKind.Work, "takes it back, since it takes too long and another is idle");
                break;
            case TaskSplit split when split.Task == Id:
                Parts = split.Parts;
                Note(record, StoryKind.Release, string.Create(
                    CultureInfo.InvariantCulture, $"splits it into {split.Parts} parts"));
                break;
            case WorkWasRedundant redundant when redundant.Task == Id:
                Note(record, StoryKind.Work, "hears that it was done once more, in vain");
                break;
            case StopServed stop when stop.Request == Id.Number:
                Serve(record, stop);
                break;
            case LoadStranded stranded when stranded.Request == Id.Number:
                Note(record, StoryKind.Failure, "seeks another vehicle to fetch the load from the broken one");
                break;
            case PlanMade made:
                _plan = new StoryLine(record.Time, StoryKind.Plan, record.Agent, string.Create(
                    CultureInfo.InvariantCulture,
                    $"plans with {made.Choice}: {made.Placed} of {made.Tasks} tasks have a place "
                    + $"({made.Thinking} of thinking)"));
                break;
            case RoutesPlanned planned:
                _plan = new StoryLine(record.Time, StoryKind.Plan, record.Agent, string.Create(
                    CultureInfo.InvariantCulture,
                    $"plans routes for {planned.Requests} requests, of which {planned.Unplaced} fit into none"));
                break;
            case ReauctionDecided decided when decided.Moved > 0:
                _plan = new StoryLine(record.Time, StoryKind.Plan, record.Agent, string.Create(
                    CultureInfo.InvariantCulture, $"re-auctions {decided.Tasks} tasks, of which {decided.Moved} move"));
                break;
            default:
                break;
        }
    }

    private void Step(in EventRecord record, TaskEvent step)
    {
        switch (step)
        {
            case TaskAnnounced announced:
                (Name, Release, Due, AnnouncedAt) =
                    (announced.TaskName, announced.Release, announced.Due, record.Time);
                break;
            case TaskAwarded awarded:
                TellPlan();
                CloseAward(record.Time, null);
                Awards.Add(new AwardFile(awarded.Attempt, record.Time, awarded.Winner, awarded.Cost)
                {
                    Initiator = record.Agent,
                });
                break;
            case TaskStarted started:
                Start(record.Time, started.Attempt);
                break;
            case TaskReannounced again:
                TellPlan();
                CloseAward(record.Time, again.Reason);
                Reannouncements.Add((record.Time, again.Reason));
                break;
            default:
                TellPlan();
                CloseAward(record.Time, null);
                (End, EndedAt) = (step, step is TaskCompleted completed ? completed.CompletedAt : record.Time);
                break;
        }
    }

    /// <summary>A plan is worth telling where it decided something of this task.</summary>
    private void TellPlan()
    {
        if (_plan is not null)
        {
            Notes.Add(_plan);
            _plan = null;
        }
    }

    private void CloseAward(SimTime at, string? reason)
    {
        if (LastAward is AwardFile { OverAt: var over } last && over == SimTime.Never)
        {
            (last.OverAt, last.Reason) = (at, reason);
        }
    }

    private void Start(SimTime at, int attempt)
    {
        if (Find(attempt) is AwardFile award)
        {
            award.StartedAt = SimTime.Min(award.StartedAt, at);
        }
    }

    private void Serve(in EventRecord record, StopServed stop)
    {
        var late = new SimDuration(stop.LateMicros);
        string what = stop.Kind == StopKind.Pickup ? "has the load aboard" : "has delivered it";
        Note(record, StoryKind.Work, late.Micros > 0 ? $"{what}, {late} after the window" : what);
        LateAtStop = late.Micros > LateAtStop.Micros ? late : LateAtStop;
    }

    private void Note(in EventRecord record, StoryKind kind, string text) =>
        Notes.Add(new StoryLine(record.Time, kind, record.Agent, text));
}

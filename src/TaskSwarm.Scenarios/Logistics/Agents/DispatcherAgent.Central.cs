using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <content>Central planning: a router plans all routes in sessions, instead of calls for proposals.</content>
public sealed partial class DispatcherAgent
{
    /// <summary>During the day vehicles do not wait for a dispatcher that thinks for longer than so many reply times:
    /// those that must act sooner are left out of the session.</summary>
    private const int DayThinkingReplies = 2;

    /// <summary>No more insertions are tried in a session during the day.</summary>
    private const long DayEffort = 300_000;

    private readonly JointPlanner joint = new();
    private readonly SortedDictionary<int, int> jointHolders = [];

    /// <inheritdoc/>
    public bool CallsAtOnce(AgentContext context, TaskSpec task) => plan.Router is null;

    private void StartJointSession(AgentContext context)
    {
        if (!hasNews || live.Count == 0)
        {
            return;
        }

        hasNews = false;
        session = context.Now.Micros < plan.PlanningEndMicros ? Session.Planning : Session.Day;
        joint.Begin(Enumerable.Range(0, vehicles.Length).Where(v => !initiator.IsFailed(FleetDirectory.Vehicle(v))));
        (watched, repeats) = (joint.Current, 0);
        KeepWatching(context);
        ProceedJointly(context);
    }

    /// <summary>Sends what the planner says, plans when all routes are known, ends the session when it is over.
    /// </summary>
    private void ProceedJointly(AgentContext context)
    {
        if (session != Session.None && joint.IsPolled)
        {
            PlanJointly(context);
        }

        foreach (var post in joint.Outbox)
        {
            context.Send(FleetDirectory.Vehicle(post.Vehicle), post.Call);
        }

        joint.Outbox.Clear();
        if (session != Session.None && joint.IsIdle)
        {
            EndJointSession(context);
        }
    }

    private void PlanJointly(AgentContext context)
    {
        var now = context.Now.Micros;
        var reply = plan.ContractNet.ReplyWithin.Micros;
        var step = plan.ThinkingStep.Micros;
        var (from, effort) = session == Session.Planning
            ? (plan.PlanningEndMicros, step == 0 ? long.MaxValue : (plan.PlanningEndMicros - now) / step)
            : (now + (2 * DayThinkingReplies * reply),
                Math.Min(DayEffort, step == 0 ? DayEffort : DayThinkingReplies * reply / step));
        var open = OpenRequests();
        var made = joint.Plan(plan.Router!, open, from, effort, context.Stream(MarketPurpose));
        if (made is null)
        {
            return;
        }

        var thinking = Math.Max(1, step == 0 ? 1 : step * made.Effort);
        context.Emit(new RoutesPlanned(open.Count, made.Unplaced.Count, made.Effort, made.Cost));
        context.Schedule(new SimDuration(thinking), new ThoughtTag(joint.Current));
    }

    /// <summary>What can still be given to any vehicle, and who has it now.</summary>
    private List<TransportRequest> OpenRequests()
    {
        var open = new List<TransportRequest>();
        jointHolders.Clear();
        foreach (var id in live)
        {
            var holder = initiator.HolderOf(new TaskId(id));
            if (!IsWithItsCarrier(id)
                && (holder == AgentId.None || joint.MayMove(FleetDirectory.IndexOf(holder), id)))
            {
                open.Add(plan.RequestOf(specs[id]));
                jointHolders[id] = holder == AgentId.None ? MarketBook.Nobody : FleetDirectory.IndexOf(holder);
            }
        }

        return open;
    }

    private void NoteThought(AgentContext context, ThoughtTag thought)
    {
        if (session != Session.None && thought.At == joint.Current)
        {
            joint.Tell();
            ProceedJointly(context);
        }
    }

    /// <summary>Awards what has been given to another vehicle, and puts off what fits into no route. A plan that was
    /// refused, since a vehicle has gone on meanwhile, is made anew.</summary>
    private void EndJointSession(AgentContext context)
    {
        session = Session.None;
        hasNews |= joint.Holders.Count > 0 && !joint.IsKept;

        foreach (var (id, before) in jointHolders.ToArray())
        {
            var task = new TaskId(id);
            var held = before == MarketBook.Nobody ? AgentId.None : FleetDirectory.Vehicle(before);
            if (!live.Contains(id) || initiator.HolderOf(task) != held)
            {
                continue; // The contract net has gone on without the plan: then it is right.
            }

            if (joint.IsKept && joint.Holders.TryGetValue(id, out var vehicle))
            {
                Confirm(context, task, held, FleetDirectory.Vehicle(vehicle));
            }
            else if (joint.Unplaced.Contains(id) && held == AgentId.None)
            {
                initiator.PutOff(context, task, NoRoom);
            }
            else if (joint.IsKept && joint.Unplaced.Contains(id))
            {
                initiator.Reannounce(context, task, NoRoom);
            }
        }
    }

    private void Confirm(AgentContext context, TaskId task, AgentId held, AgentId holder)
    {
        if (holder != held)
        {
            Pass(context, task, held, holder);
        }
    }

    private const string NoRoom = "no bids (it fits into no route)";

    private sealed record ThoughtTag(RoundStep At) : IMessage;
}

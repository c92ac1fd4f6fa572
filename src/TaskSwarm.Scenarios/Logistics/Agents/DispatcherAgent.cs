using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <summary>
/// Takes in requests and finds vehicles for them by contract net, one call at a time, so that every bid is for the
/// route as it is. Then it re-auctions what is not picked up yet: before the day in one long planning, during the day a
/// few rounds after each change. Awards are the truth: what a re-auction agrees counts when it has been awarded. Keeps
/// a journal.
/// </summary>
public sealed partial class DispatcherAgent : Agent, IInitiatorHost
{
    private const int Nothing = -1;

    private readonly FleetPlan plan;
    private readonly ContractNetInitiator initiator;
    private readonly Reauctioneer market;
    private readonly SortedSet<int> live = [];
    private readonly SortedDictionary<int, TaskSpec> specs = [];
    private readonly SortedDictionary<int, int> attempts = [];
    private readonly Queue<int> waiting = new();
    private readonly bool isBatch;
    private int calling = Nothing;
    private int unreleased;
    private long callsOverAt;

    /// <summary>The dispatcher of a fleet.</summary>
    public DispatcherAgent(FleetPlan plan, IAwardRule rule)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        initiator = new ContractNetInitiator(plan.ContractNet, rule, this);
        market = new Reauctioneer(new MarketBook(plan.Fleet), plan.Reauction, plan.Fleet[0].Depot);
        vehicles = [.. plan.Fleet.Select(v => (v.Depot, false))];
    }

    /// <summary>The dispatcher of a fleet that decides all calls that are out at once together: a vehicle wins at most
    /// one request of a batch, and the rest is called for again.</summary>
    public DispatcherAgent(FleetPlan plan, IBatchRule batch)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        isBatch = true;
        initiator = new ContractNetInitiator(plan.ContractNet, batch, this);
        market = new Reauctioneer(new MarketBook(plan.Fleet), plan.Reauction, plan.Fleet[0].Depot);
        vehicles = [.. plan.Fleet.Select(v => (v.Depot, false))];
    }

    /// <inheritdoc/>
    public override bool KeepsJournal => true;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (var v = 0; v < plan.Fleet.Count; v++)
        {
            initiator.Watch(context, FleetDirectory.Vehicle(v));
        }

        foreach (var request in plan.Requests.OrderBy(r => Bearing(r, plan.Fleet[0].Depot)).ThenBy(r => r.Id))
        {
            if (request.ReleaseMicros <= context.Now.Micros)
            {
                waiting.Enqueue(request.Id);
            }
            else
            {
                unreleased++;
                context.Schedule(
                    new SimDuration(request.ReleaseMicros - context.Now.Micros), new ReleaseTag(request.Id));
            }
        }

        GoOn(context);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        AbortSession();
        calling = Nothing;
        callsOverAt = context.Now.Micros;
        initiator.OnRestart(context);
        foreach (var request in plan.Requests.Where(r => !specs.ContainsKey(r.Id) && !waiting.Contains(r.Id)))
        {
            var wait = Math.Max(1, request.ReleaseMicros - context.Now.Micros);
            context.Schedule(new SimDuration(wait), new ReleaseTag(request.Id));
        }

        GoOn(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case MarketAnswer answer:
                TakeAnswer(context, FleetDirectory.IndexOf(sender), answer);
                break;
            case VehicleStatus status:
                NoteStatus(FleetDirectory.IndexOf(sender), status.Position, status.OnTour, status.Aboard);
                break;
            case VehicleRepaired repaired:
                Clear(context, FleetDirectory.IndexOf(sender), repaired);
                break;
            case CancelAnswer answer:
                NoteCancelAnswer(context, sender, answer);
                break;
            default:
                _ = initiator.OnMessage(context, sender, message);
                break;
        }

        GoOn(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case ReleaseTag release:
                unreleased--;
                waiting.Enqueue(release.Request);
                break;
            case ThoughtTag thought:
                NoteThought(context, thought);
                break;
            case CallOverTag over:
                calling = calling == over.Request ? Nothing : calling;
                break;
            case WatchdogTag:
                Watch(context);
                break;
            default:
                _ = initiator.OnTimer(context, tag);
                break;
        }

        GoOn(context);
    }

    // ---- announcing -----------------------------------------------------------------------------------------------

    private void GoOn(AgentContext context)
    {
        while (calling == Nothing && waiting.Count > 0 && (session == Session.None || plan.Router is not null))
        {
            Announce(context, waiting.Dequeue());
        }

        if (session == Session.None && calling == Nothing && waiting.Count == 0)
        {
            if (plan.Router is null)
            {
                StartSessionIfDue(context);
            }
            else
            {
                StartJointSession(context);
            }
        }

        FinishIfDone(context);
    }

    private void Announce(AgentContext context, int id)
    {
        var task = FleetPlan.TaskOf(plan.Requests[id]);
        live.Add(id);
        specs[id] = task;
        attempts[id] = 0;
        hasNews = true;
        if (plan.Router is null && !isBatch)
        {
            calling = id;
            context.Schedule(plan.ContractNet.ReplyWithin * plan.MaxRounds, new CallOverTag(id));
        }

        initiator.Announce(context, task);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(task);
        if (session != Session.None)
        {
            return []; // Routes are being changed on condition: the call is made again after the retry time.
        }

        callsOverAt = context.Now.Micros + (plan.ContractNet.ReplyWithin.Micros * plan.MaxRounds) + 1;
        if (IsWithItsCarrier(task.Id.Number))
        {
            return [FleetDirectory.Vehicle(carriers[task.Id.Number].Vehicle)]; // Nobody else can come by the load.
        }

        return
        [
            .. Enumerable.Range(0, vehicles.Length).Select(FleetDirectory.Vehicle).Where(v => !initiator.IsFailed(v)),
        ];
    }

    /// <inheritdoc/>
    public void OnAwarded(AgentContext context, TaskSpec task, Bid winner)
    {
        ArgumentNullException.ThrowIfNull(task);
        attempts[task.Id.Number]++;
        hasNews = true;
        calling = calling == task.Id.Number ? Nothing : calling;
    }

    /// <inheritdoc/>
    public void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
        ArgumentNullException.ThrowIfNull(task);
        live.Remove(task.Id.Number);
        carriers.Remove(task.Id.Number);
        calling = calling == task.Id.Number ? Nothing : calling;
    }

    /// <summary>
    /// A load that lies in a broken vehicle is fetched from there. What nobody can serve in time may be served later,
    /// a little more with each announcement: late is better than never.
    /// </summary>
    public TaskSpec Revise(AgentContext context, TaskSpec task, AgentId lastHolder, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(reason);
        hasNews = true;
        var revised = task;
        if (lastHolder != AgentId.None && IsAboard(lastHolder, task.Id.Number))
        {
            var at = FleetPlan.At(vehicles[FleetDirectory.IndexOf(lastHolder)].Position);
            revised = revised with { Locations = [at, task.Locations[^1]] };
            context.Emit(new LoadStranded(task.Id.Number, at));
        }

        if (reason.StartsWith("no bids", StringComparison.Ordinal) && context.Now.Micros >= plan.PlanningEndMicros)
        {
            var from = SimTime.Max(task.WindowEnd, context.Now);
            var stretch = SimTime.Max(from, task.WindowEnd) - task.WindowStart;
            var end = from + SimDuration.FromMillis(300_000 + (stretch.Micros / 4000));
            revised = revised with { WindowEnd = end.Micros <= TimeWindow.Latest ? end : task.WindowEnd };
        }

        specs[task.Id.Number] = revised;
        return revised;
    }

    /// <summary>
    /// Requests are announced in the order of the direction in which they lie from the depot, as the sweep of Gillett
    /// and Miller (1974) takes them: neighbours come one after the other and end in the same routes. The measure grows
    /// with the angle from 0 to 4 and needs no trigonometry, so that it is the same on every machine.
    /// </summary>
    private static double Bearing(TransportRequest request, Place depot)
    {
        var place = (request.Pickup ?? request.Delivery).Place;
        var (x, y) = (place.X - depot.X, place.Y - depot.Y);
        var sum = Math.Abs(x) + Math.Abs(y);
        if (sum == 0)
        {
            return 0;
        }

        var turn = x >= 0 ? y / sum : 2 - (y / sum);
        return turn < 0 ? turn + 4 : turn;
    }

    private void FinishIfDone(AgentContext context)
    {
        if (live.Count > 0 || waiting.Count > 0 || unreleased > 0)
        {
            return;
        }

        for (var v = 0; v < vehicles.Length; v++)
        {
            if (vehicles[v].OnTour && !initiator.IsFailed(FleetDirectory.Vehicle(v)))
            {
                return;
            }
        }

        context.FinishRun("every request is closed and the vehicles are back");
    }

    private sealed record ReleaseTag(int Request) : IMessage;

    private sealed record CallOverTag(int Request) : IMessage;

    private sealed record WatchdogTag : IMessage
    {
        public static readonly WatchdogTag Instance = new();
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <summary>
/// A truck or drone. It owns its route: bids for requests by the marginal cost of the best insertion, drives by
/// simulated time, waits where it stands rather than where it goes (so that its route can be changed for longer), and
/// gives up what it cannot do in time. Its board computer keeps a journal, so that what is aboard is never forgotten.
/// </summary>
public sealed partial class VehicleAgent : Agent, IParticipantHost
{
    /// <summary>The random stream from which strings of stops are drawn.</summary>
    private const string MarketPurpose = "market";

    private readonly FleetPlan plan;
    private readonly int index;
    private readonly VehicleSpec spec;
    private readonly RoutePlanner planner;
    private readonly ContractNetParticipant participant;
    private readonly SortedSet<int> aboard = [];

    /// <summary>A vehicle of a fleet, in its depot.</summary>
    public VehicleAgent(FleetPlan plan, int index)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        this.index = index;
        spec = plan.Fleet[index];
        planner = new RoutePlanner(spec) { Aboard = aboard };
        participant = new ContractNetParticipant(plan.ContractNet, this);
        position = spec.Depot;
    }

    /// <inheritdoc/>
    public override bool KeepsJournal => true;

    private Route Route => planner.Route;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        participant.Register(context, FleetDirectory.Dispatcher);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        lastFix = context.Now.Micros;
        switch (message)
        {
            case MarketCall call:
                AnswerCall(context, sender, call);
                break;
            case ResumeTour resume:
                Resume(context, resume);
                break;
            case LoadIsGone gone:
                Part(context, gone.Request);
                break;
            default:
                _ = participant.OnMessage(context, sender, message);
                if (message is AcceptProposal accept)
                {
                    TakeUp(context, accept.Task.Id);
                }

                break;
        }

        GoOn(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        lastFix = context.Now.Micros;
        switch (tag)
        {
            case WakeTag wake:
                Wake(context, wake);
                break;
            default:
                if (participant.OnTimer(context, tag))
                {
                    Beat(context);
                }

                break;
        }

        GoOn(context);
    }

    // ---- contract net ---------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public BidDecision Evaluate(AgentContext context, CallForProposals call)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(call);
        if (IsClosed(context.Now.Micros) || planner.OpenRound != 0)
        {
            return BidDecision.Refuse("busy");
        }

        var id = call.Task.Id.Number;
        if (participant.Find(call.Task.Id) is not null || aboard.Contains(id))
        {
            return BidDecision.Propose(0); // It is mine still, as far as I know: nothing would change.
        }

        DropFromRoute(id);
        AdvanceTo(context.Now.Micros);
        var request = plan.RequestOf(call.Task);
        if (!request.Load.FitsIn(spec.Capacity))
        {
            return BidDecision.Refuse("too small", RouteShortfall.Of(Route, request));
        }

        var insertion = Route.BestInsertion(request);
        return insertion.IsFeasible
            ? BidDecision.Propose(PriceOf(insertion.Cost), TermsOf(request, insertion))
            : BidDecision.Refuse("no time or range left", RouteShortfall.Of(Route, request));
    }

    /// <inheritdoc/>
    public bool OnAwarded(AgentContext context, HeldTask held)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(held);
        var id = held.Task.Id.Number;
        if (planner.Has(id) || aboard.Contains(id) || (IsUnderWayTo(id) && !isVoid))
        {
            return true; // Agreed in a re-auction: the award only confirms it.
        }

        if (planner.OpenRound != 0 || awaitsClearance)
        {
            return false;
        }

        AdvanceTo(context.Now.Micros);
        return planner.TryTake(plan.RequestOf(held.Task));
    }

    /// <summary>An award may confirm an earlier one whose stops have been dropped meanwhile: they are taken anew.
    /// </summary>
    private void TakeUp(AgentContext context, TaskId task)
    {
        if (participant.Find(task) is { } held && !OnAwarded(context, held))
        {
            participant.Fail(context, task, "no longer possible");
        }
    }

    /// <inheritdoc/>
    public bool OnCancelled(AgentContext context, HeldTask held, string reason)
    {
        ArgumentNullException.ThrowIfNull(held);
        var id = held.Task.Id.Number;
        if (aboard.Contains(id))
        {
            return false;
        }

        planner.AbandonRound();
        if (IsUnderWayTo(id))
        {
            VoidCurrentStop();
        }

        DropFromRoute(id);
        return true;
    }

    // ---- re-auction -----------------------------------------------------------------------------------------------

    private void AnswerCall(AgentContext context, AgentId dispatcher, MarketCall call)
    {
        if (planner.OpenRound == 0)
        {
            AdvanceTo(context.Now.Micros);
            planner.IsClosed = IsClosedTo(call, context.Now.Micros);
        }

        var wasOpen = planner.OpenRound;
        if (planner.Answer(call, context.Stream(MarketPurpose)) is { } answer)
        {
            context.Send(dispatcher, answer);
        }

        if (planner.OpenRound != 0 && planner.OpenRound != wasOpen)
        {
            roundOpened = context.Now.Micros;
        }
    }

    /// <summary>
    /// Closed to new negotiations: broken, or about to leave, since a route must not change while it is acted upon.
    /// </summary>
    private bool IsClosed(long now) =>
        awaitsClearance || (mode == Mode.Idle && Route.Count > 0 && DepartureAt(now) - now < ClosingMicros);

    /// <summary>To a plan for all, a vehicle is closed as well that is about to be done with its present stop; but one
    /// that has reported its route waits for what comes of it.</summary>
    private bool IsClosedTo(MarketCall call, long now) => call switch
    {
        ReportRoute => IsClosed(now) || (mode != Mode.Idle && Route.Start.Time - now < ClosingMicros),
        FollowRoute => awaitsClearance,
        _ => IsClosed(now),
    };

    private long ClosingMicros => 4 * plan.ContractNet.ReplyWithin.Micros;

    private void DropFromRoute(int request)
    {
        if (!aboard.Contains(request) && Route.Remove(request))
        {
            planner.Rename();
        }
    }

    private static double PriceOf(long cost) => cost / 1e9;

    /// <summary>What the route would be with the request, for those who ask later why the bid won or lost.</summary>
    private BidTerms TermsOf(TransportRequest request, Insertion insertion)
    {
        var with = Route.Copy();
        with.Insert(request, insertion);
        var last = with.IndexOf(request.Id);
        while (with.IndexOf(request.Id, last + 1) is var next and >= 0)
        {
            last = next;
        }

        var load = with.InitialLoad.ShareOf(spec.Capacity);
        for (var stop = 0; stop < with.Count; stop++)
        {
            load = Math.Max(load, with.LoadAfter(stop).ShareOf(spec.Capacity));
        }

        return new BidTerms
        {
            Metres = (with.Length - Route.Length) / 1e3,
            Load = load,
            Start = new SimTime(with.BeginOf(with.IndexOf(request.Id))),
            End = new SimTime(with.BeginOf(last) + with.Stops[last].ServiceMicros),
        };
    }

    /// <summary>Tells the plain truth about position and loads.</summary>
    private void SendStatus(AgentContext context) => context.Send(
        FleetDirectory.Dispatcher, new VehicleStatus(PositionAt(context.Now.Micros), !IsInDepot, Loads()));

    private List<LoadAboard> Loads() =>
        [.. aboard.Select(id => new LoadAboard(id, participant.Find(new TaskId(id))?.Attempt ?? 0))];

    private void FailTask(AgentContext context, int request, string reason)
    {
        var task = new TaskId(request);
        if (participant.Find(task) is not null)
        {
            participant.Fail(context, task, reason);
        }
    }

    private bool IsAwarded(int request) => participant.Find(new TaskId(request)) is not null;

    private sealed record WakeTag(int Number) : IMessage;
}

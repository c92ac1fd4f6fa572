using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// A vehicle's side of the negotiation: it owns its route, bids the marginal cost of the best insertion, and gives up
/// loads only on condition. Pure: calls in, answers out; the agent around it does the sending and the driving.
/// </summary>
public sealed class RoutePlanner
{
    private int lastVersion;
    private Plan? undo;
    private Plan? best;
    private MarketAnswer? lastAnswer;
    private RoundStep lastAt;

    /// <summary>A planner for an empty route in the depot.</summary>
    /// <param name="vehicle">Whose route it is.</param>
    public RoutePlanner(VehicleSpec vehicle) => Route = new Route(vehicle);

    /// <summary>The route as it is now, with changes made on condition.</summary>
    public Route Route { get; }

    /// <summary>Name of the plan as it is now.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// The round whose outcome is open, or 0: while it is open the vehicle must not act on its route.
    /// </summary>
    public int OpenRound { get; private set; }

    /// <summary>Whether the vehicle takes part in no negotiation for now: it refuses whatever is asked.</summary>
    public bool IsClosed { get; set; }

    /// <summary>
    /// Numbers of the requests whose loads are aboard: they are never given away. The agent keeps the set.
    /// </summary>
    public IReadOnlySet<int> Aboard { get; init; } = new HashSet<int>();

    /// <summary>
    /// Answers a call. A repeated call gets the same answer again; one that an answer to a later call has overtaken
    /// gets none, since it was answered before.
    /// </summary>
    /// <param name="call">What the dispatcher says.</param>
    /// <param name="random">The vehicle's own stream: which string of stops it offers.</param>
    public MarketAnswer? Answer(MarketCall call, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.At.CompareTo(lastAt) <= 0)
        {
            return call.At == lastAt ? lastAnswer : null;
        }

        lastAt = call.At;

        lastAnswer = call switch
        {
            OfferLoads offer => Offer(offer, random),
            CallForQuotes cfp => new QuotesGiven(cfp.At, Version, Route.Cost, QuotesFor(cfp.Requests)),
            AwardOnCondition award => Take(award),
            SettleRound settle => Settle(settle),
            RevertToBest revert => Revert(revert),
            ReportRoute report => Report(report),
            FollowRoute follow => Follow(follow),
            _ => throw new ArgumentException(
                $"A vehicle does not know the call [{call.GetType().Name}].", nameof(call)),
        };
        return lastAnswer;
    }

    /// <summary>
    /// Takes a request in outside of any round, as the plain contract net does. False if it does not fit.
    /// </summary>
    public bool TryTake(TransportRequest request)
    {
        if (Route.IndexOf(request.Id) >= 0)
        {
            return true;
        }

        var at = Route.BestInsertion(request);
        if (!at.IsFeasible)
        {
            return false;
        }

        Route.Insert(request, at);
        Rename();
        return true;
    }

    /// <summary>
    /// Ends an open round on the vehicle's own account, as after a crash or when its outcome stays unknown for too
    /// long: everything is as before. If the round was kept, awards and cancellations of the contract net tell.
    /// </summary>
    public void AbandonRound()
    {
        if (OpenRound != 0)
        {
            GoBackTo(undo!);
            (OpenRound, undo) = (0, null);
        }
    }

    /// <summary>True if the vehicle has a request, or gets it back if the open round is not kept.</summary>
    public bool Has(int request) =>
        Route.IndexOf(request) >= 0 || (undo is not null && Array.Exists(undo.Stops, s => s.Request.Id == request));

    /// <summary>
    /// To be called after the agent has changed the route itself (it drove on, or dropped a request).
    /// </summary>
    public void Rename() => Version = ++lastVersion;

    private LoadsOffered Offer(OfferLoads offer, RandomStream random)
    {
        var seed = SeedStop(offer.Request, random);
        if (seed < 0)
        {
            return new LoadsOffered(offer.At, Version, Route.Cost, []);
        }

        OpenFor(offer.At.Round, offer.Epoch);
        var length = Math.Min(Math.Max(offer.Stops, 1), Route.Count);
        var offered = length == 1 ? [offer.Request] : StringAround(seed, length, random);
        Route.RemoveAll(offered);
        Rename();
        return new LoadsOffered(offer.At, Version, Route.Cost, offered);
    }

    /// <summary>
    /// A stop of the request that can still be given away: one of its two, by chance; -1 if there is none.
    /// </summary>
    private int SeedStop(int request, RandomStream random)
    {
        var first = IsClosed ? -1 : Route.IndexOf(request);
        if (first < 0 || !CanGiveAway(Route.Stops[first]))
        {
            return -1;
        }

        var second = Route.IndexOf(request, first + 1);
        return second >= 0 && random.NextInt(2) == 1 ? second : first;
    }

    /// <summary>A load that is aboard cannot be given away: only its delivery is left on the route.</summary>
    private bool CanGiveAway(in Stop stop) => !Aboard.Contains(stop.Request.Id) && stop.Kind switch
    {
        StopKind.Pickup => true,
        StopKind.DropOff => Route.Start.InDepot,
        _ => IsPickedUpLater(stop.Request.Id),
    };

    private bool IsPickedUpLater(int request) => Route.Stops[Route.IndexOf(request)].Kind == StopKind.Pickup;

    private List<int> StringAround(int seed, int length, RandomStream random)
    {
        var earliest = Math.Max(0, seed - length + 1);
        var last = Math.Min(seed, Route.Count - length);
        var from = earliest + random.NextInt(last - earliest + 1);
        var offered = new List<int>(length);
        for (var i = from; i < from + length; i++)
        {
            var stop = Route.Stops[i];
            if (!offered.Contains(stop.Request.Id) && CanGiveAway(stop))
            {
                offered.Add(stop.Request.Id);
            }
        }

        return offered;
    }

    private AwardAnswered Take(AwardOnCondition award)
    {
        var isOpen = !IsClosed && Route.IndexOf(award.Request.Id) < 0;
        var at = isOpen ? Route.BestInsertion(award.Request) : Insertion.None;
        if (at.IsFeasible)
        {
            OpenFor(award.At.Round, award.Epoch);
            Route.Insert(award.Request, at);
            Rename();
        }

        return new AwardAnswered(award.At, Version, Route.Cost, at.IsFeasible, QuotesFor(award.Others));
    }

    private Quote[] QuotesFor(IReadOnlyList<TransportRequest> requests)
    {
        var quotes = new Quote[requests.Count];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new Quote(
                requests[i].Id, IsClosed ? Insertion.Impossible : Route.BestInsertion(requests[i]).Cost);
        }

        return quotes;
    }

    private RoundSettled Settle(SettleRound settle)
    {
        if (OpenRound == settle.At.Round)
        {
            if (!settle.Keep)
            {
                GoBackTo(undo!);
            }

            OpenRound = 0;
            undo = null;
        }

        return new RoundSettled(settle.At, Version, Route.Cost);
    }

    private Reverted Revert(RevertToBest revert)
    {
        if (best is not null && best.Epoch == revert.Epoch)
        {
            GoBackTo(best);
        }

        best = null;
        var held = Route.Stops.Select(s => s.Request.Id).Distinct().ToArray();
        return new Reverted(revert.At, Version, Route.Cost, held);
    }

    private RouteReported Report(ReportRoute report) => new(
        report.At, Version, Route.Cost,
        IsClosed || OpenRound != 0
            ? null
            : new VehicleReport(Route.Vehicle, Route.Start, [.. Route.Stops], [.. Aboard.Order()]));

    /// <summary>
    /// A route that has changed since it was reported is not given up for a plan that did not know it. What is aboard
    /// may be late in the new one: it was so before.
    /// </summary>
    private RouteFollowed Follow(FollowRoute follow)
    {
        var isTaken = !IsClosed && OpenRound == 0 && JointPlanner.IsSame(Route.Stops, follow.Before);
        if (isTaken)
        {
            OpenFor(follow.At.Round, epoch: 0);
            Route.Reset(Route.Start, follow.Stops);
            isTaken = Route.IsFeasible || Aboard.Count > 0;
            Rename();
            if (!isTaken)
            {
                AbandonRound();
            }
        }

        return new RouteFollowed(follow.At, Version, Route.Cost, isTaken);
    }

    /// <summary>
    /// Remembers the plan before the first change of a round, and before the first change since the best joint plan:
    /// who was not asked to change anything since then still has its part of the best plan.
    /// </summary>
    private void OpenFor(int round, int epoch)
    {
        if (OpenRound != round)
        {
            undo = Snapshot(epoch);
            OpenRound = round;
        }

        if (epoch > 0 && (best is null || best.Epoch < epoch))
        {
            best = undo! with { Epoch = epoch };
        }
    }

    private Plan Snapshot(int epoch) => new(epoch, Version, Route.Start, [.. Route.Stops]);

    private void GoBackTo(Plan plan)
    {
        Route.Reset(plan.Start, plan.Stops);
        Version = plan.Version;
    }

    /// <summary>Writes the route, the plans to go back to, and the last answer.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        RoutingCodec.Write(writer, Route.Vehicle);
        WritePlan(writer, Snapshot(0));
        writer.Write(lastVersion);
        writer.Write(OpenRound);
        writer.Write(IsClosed);
        WritePlan(writer, undo);
        WritePlan(writer, best);
        writer.Write(lastAt.Round);
        writer.Write(lastAt.Step);
        MarketCodec.Write(writer, lastAnswer);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Route.Retime(RoutingCodec.ReadVehicle(reader));
        GoBackTo(ReadPlan(reader)!);
        lastVersion = reader.ReadInt32();
        OpenRound = reader.ReadInt32();
        IsClosed = reader.ReadBoolean();
        undo = ReadPlan(reader);
        best = ReadPlan(reader);
        lastAt = new RoundStep(reader.ReadInt32(), reader.ReadInt32());
        lastAnswer = MarketCodec.ReadAnswer(reader);
    }

    private static void WritePlan(StateWriter writer, Plan? plan)
    {
        writer.Write(plan is not null);
        if (plan is not null)
        {
            writer.Write(plan.Epoch);
            writer.Write(plan.Version);
            RoutingCodec.Write(writer, plan.Start);
            writer.WriteList(plan.Stops, RoutingCodec.Write);
        }
    }

    private static Plan? ReadPlan(StateReader reader) => reader.ReadBoolean()
        ? new Plan(
            reader.ReadInt32(), reader.ReadInt32(), RoutingCodec.ReadStart(reader),
            [.. reader.ReadList(RoutingCodec.ReadStop)])
        : null;

    private sealed record Plan(int Epoch, int Version, RouteStart Start, Stop[] Stops);
}

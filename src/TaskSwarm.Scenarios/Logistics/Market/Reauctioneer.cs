using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// The dispatcher's side of re-auction: repeated auctions of clusters of related loads (Heap and Pagnucco 2012) in the
/// manner of slack induction by string removals (Christiaens and Vanden Berghe 2020). In a round some vehicles offer
/// strings of neighbouring stops, all bid on what is offered, and the loads are awarded one after the other to the
/// lowest bid. Then the round is kept or undone. A worse joint plan may be kept for a while, so that the market does
/// not end in the first plan that no single round improves; the best one is returned to at the end.
/// </summary>
/// <remarks>
/// Pure: answers come in by <see cref="Receive"/>, calls go out through <see cref="Outbox"/>. Not optimal, but any
/// time: the plan is complete after every round. A round costs messages in the order of the cluster's size.
/// </remarks>
public sealed partial class Reauctioneer
{
    private readonly ReauctionOptions options;
    private readonly List<MarketPost> outbox = [];
    private readonly SortedDictionary<int, MarketCall> awaited = [];
    private readonly List<int> bidders = [];
    private readonly List<TransportRequest> cluster = [];
    private readonly SortedDictionary<int, long> costBefore = [];
    private readonly List<(int Request, int Vehicle)> moved = [];
    private readonly Place depot;
    private RandomStream random = null!;
    private Relatedness? relatedness;
    private Phase phase;
    private int round;
    private int step;
    private int next;
    private int openBefore;
    private int excluded;
    private long limit;
    private long bestCost = long.MaxValue;
    private int bestOpen = int.MaxValue;
    private int epoch;
    private int plannedRounds;
    private int roundsDone;
    private bool kept;
    private bool hasStrangers;

    /// <summary>A re-auctioneer over a book that others keep too.</summary>
    /// <param name="book">Who holds what.</param>
    /// <param name="options">How much is re-auctioned.</param>
    /// <param name="depot">The place from which far and near are measured.</param>
    public Reauctioneer(MarketBook book, ReauctionOptions options, Place depot)
    {
        Book = book;
        this.options = options;
        this.depot = depot;
    }

    private enum Phase
    {
        Idle,
        Offering,
        Bidding,
        Awarding,
        Settling,
        Reverting,
        Polling,
    }

    /// <summary>Who holds what.</summary>
    public MarketBook Book { get; }

    /// <summary>Calls to be sent. The owner empties it.</summary>
    public IList<MarketPost> Outbox => outbox;

    /// <summary>True if no round is under way.</summary>
    public bool IsIdle => phase == Phase.Idle;

    /// <summary>The round that is under way, or was last.</summary>
    public RoundKind Kind { get; private set; }

    /// <summary>Rounds finished since the start.</summary>
    public int Rounds { get; private set; }

    /// <summary>Rounds that were kept because they made the joint plan better.</summary>
    public int Improvements { get; private set; }

    /// <summary>Swaps that were kept because they made the joint plan better.</summary>
    public int Swaps { get; private set; }

    /// <summary>Begins a planning of so many rounds: the tolerance for worse plans falls over them.</summary>
    public void BeginPlanning(int rounds)
    {
        plannedRounds = rounds;
        roundsDone = 0;
        bestCost = long.MaxValue;
        bestOpen = int.MaxValue;
        relatedness = null;
        NoteBest();
    }

    /// <summary>The market has changed: neighbours are looked up anew.</summary>
    public void ForgetNeighbours() => relatedness = null;

    /// <summary>Begins a round. Does nothing if there is nothing to auction.</summary>
    /// <param name="stream">The dispatcher's own stream.</param>
    public void BeginRound(RandomStream stream)
    {
        random = stream;
        if (!IsIdle)
        {
            throw new InvalidOperationException($"Round [{round}] is still under way.");
        }

        if (Book.Count == 0)
        {
            return;
        }

        OpenRound();
        limit = DrawTolerance();
        Kind = ChooseKind();
        var found = Kind switch
        {
            RoundKind.Fleet => OfferFleet(),
            RoundKind.Swap => OfferSwap(),
            _ => OfferCluster(),
        };
        if (!found)
        {
            Finish();
        }
        else if (awaited.Count == 0)
        {
            CollectBids();
        }
    }

    /// <summary>Asks every vehicle what its plan is called and costs: the first thing to do with a new book.</summary>
    public void Poll()
    {
        OpenRound();
        Kind = RoundKind.Poll;
        phase = Phase.Polling;
        step++;
        for (var v = 0; v < Book.Vehicles; v++)
        {
            if (!Book.IsAbsent(v))
            {
                Call(v, new CallForQuotes(new RoundStep(round, step), []));
            }
        }

        if (awaited.Count == 0)
        {
            Finish();
        }
    }

    /// <summary>Sends every vehicle back to its part of the best plan of this planning.</summary>
    public void RevertToBest()
    {
        OpenRound();
        Kind = RoundKind.Revert;
        phase = Phase.Reverting;
        step++;
        foreach (var request in Book.Requests.ToArray())
        {
            Book.Assign(request.Id, MarketBook.Nobody);
        }

        for (var v = 0; v < Book.Vehicles; v++)
        {
            if (!Book.IsAbsent(v))
            {
                Call(v, new RevertToBest(new RoundStep(round, step), epoch));
            }
        }

        if (awaited.Count == 0)
        {
            Finish();
        }
    }

    /// <summary>Takes in an answer. Answers that nobody waits for are ignored: they are repeated or late.</summary>
    /// <param name="vehicle">Who answers.</param>
    /// <param name="answer">What it says.</param>
    /// <param name="stream">The dispatcher's own stream.</param>
    public void Receive(int vehicle, MarketAnswer answer, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(answer);
        random = stream;
        if (answer.At != new RoundStep(round, step) || !awaited.Remove(vehicle))
        {
            return;
        }

        Book.NotePlan(vehicle, answer.Version, answer.Cost);
        switch (answer)
        {
            case LoadsOffered offered:
                TakeBack(vehicle, offered);
                break;
            case QuotesGiven given:
                NoteQuotes(vehicle, given.Quotes);
                break;
            case AwardAnswered answered:
                NoteAward(vehicle, answered);
                break;
            case Reverted reverted:
                NoteReverted(vehicle, reverted);
                break;
            default:
                break;
        }

        if (awaited.Count == 0)
        {
            Continue();
        }
    }

    private void OpenRound()
    {
        round++;
        step = 0;
        next = 0;
        excluded = MarketBook.Nobody;
        kept = false;
        hasStrangers = false;
        openBefore = Book.OpenCount;
        cluster.Clear();
        costBefore.Clear();
        moved.Clear();
    }

    private void Continue()
    {
        switch (phase)
        {
            case Phase.Offering:
                CollectBids();
                break;
            case Phase.Bidding:
            case Phase.Awarding:
                AwardNext();
                break;
            case Phase.Settling:
            case Phase.Reverting:
            case Phase.Polling:
                Finish();
                break;
            case Phase.Idle:
            default:
                break;
        }
    }

    // ---- offering -------------------------------------------------------------------------------------------------

    private RoundKind ChooseKind()
    {
        if (options.FleetRoundEvery > 0 && round % options.FleetRoundEvery == 0)
        {
            return RoundKind.Fleet;
        }

        return options.Swaps && options.SwapRoundEvery > 0 && round % options.SwapRoundEvery == 5
            ? RoundKind.Swap
            : RoundKind.Cluster;
    }

    private Relatedness Neighbours() =>
        relatedness ??= new Relatedness([.. Book.Requests], limit: 12 * options.ClusterSize);

    private TransportRequest AnyRequest() => Book.Requests.ElementAt(random.NextInt(Book.Count));

    private bool OfferCluster()
    {
        phase = Phase.Offering;
        step++;
        cluster.AddRange(Book.Open.Select(Book.Request));
        var used = Math.Max(1, Book.VehiclesUsed);
        var meanStops = Math.Max(1.0, 2.0 * Book.Count / used);
        var longest = Math.Min(options.LongestString, meanStops);
        var mostStrings = (4.0 * options.ClusterSize / (1 + longest)) - 1;
        var strings = Math.Max(1, (int)random.NextUniform(1, mostStrings + 1));
        var seed = cluster.Count > 0 ? cluster[random.NextInt(cluster.Count)] : AnyRequest();
        foreach (var id in Neighbours().Around(seed, delivery: random.NextInt(2) == 0))
        {
            if (awaited.Count >= strings)
            {
                break;
            }

            var holder = Book.Knows(id) ? Book.HolderOf(id) : MarketBook.Nobody;
            if (holder != MarketBook.Nobody && !Book.IsAbsent(holder) && !awaited.ContainsKey(holder))
            {
                var most = Math.Min(2.0 * Book.HeldBy(holder), longest);
                AskForLoads(holder, id, (int)random.NextUniform(1, most + 1));
            }
        }

        return awaited.Count > 0 || cluster.Count > 0;
    }

    private bool OfferFleet()
    {
        phase = Phase.Offering;
        step++;
        var smallest = MarketBook.Nobody;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var holder = Book.HolderOf(AnyRequest().Id);
            if (holder != MarketBook.Nobody && !Book.IsAbsent(holder)
                && (smallest == MarketBook.Nobody || Book.HeldBy(holder) < Book.HeldBy(smallest)))
            {
                smallest = holder;
            }
        }

        if (smallest == MarketBook.Nobody)
        {
            return false;
        }

        excluded = smallest;
        AskForLoads(smallest, Book.Requests.First(r => Book.HolderOf(r.Id) == smallest).Id, int.MaxValue);
        return true;
    }

    private bool OfferSwap()
    {
        phase = Phase.Offering;
        step++;
        var first = AnyRequest();
        var holder = Book.HolderOf(first.Id);
        var other = Neighbours().Around(first, delivery: random.NextInt(2) == 0)
            .Where(id => Book.Knows(id) && Book.HolderOf(id) != holder && IsPresent(Book.HolderOf(id)))
            .Take(8).ToArray();
        if (!IsPresent(holder) || other.Length == 0)
        {
            return false;
        }

        var second = other[random.NextInt(other.Length)];
        AskForLoads(holder, first.Id, 1);
        AskForLoads(Book.HolderOf(second), second, 1);
        return true;
    }

    private bool IsPresent(int holder) => holder != MarketBook.Nobody && !Book.IsAbsent(holder);

    private void AskForLoads(int vehicle, int request, int stops)
    {
        Touch(vehicle);
        Call(vehicle, new OfferLoads(new RoundStep(round, step), request, stops, epoch));
    }

    private void TakeBack(int vehicle, LoadsOffered offered)
    {
        foreach (var request in offered.Requests)
        {
            if (Book.Knows(request) && Book.HolderOf(request) == vehicle)
            {
                Book.Assign(request, MarketBook.Nobody);
                moved.Add((request, vehicle));
                cluster.Add(Book.Request(request));
            }
            else
            {
                hasStrangers = true; // Not on the market, so nobody would take it: it must go back.
            }
        }
    }

    // ---- bidding --------------------------------------------------------------------------------------------------

    private void CollectBids()
    {
        if (hasStrangers || cluster.Count == 0 || (Kind == RoundKind.Swap && cluster.Count < 2))
        {
            Settle(keep: false);
            return;
        }

        AwardOrder.Sort(cluster, depot, random);
        phase = Phase.Bidding;
        step++;
        AskForMissingQuotes(MarketBook.Nobody);
        if (awaited.Count == 0)
        {
            AwardNext();
        }
    }

    private void AskForMissingQuotes(int except)
    {
        Book.CollectBidders(bidders);
        foreach (var vehicle in bidders)
        {
            if (vehicle == except || vehicle == excluded)
            {
                continue;
            }

            var missing = new List<TransportRequest>();
            for (var i = next; i < cluster.Count; i++)
            {
                if (MayHold(vehicle, cluster[i].Id) && !Book.HasQuote(cluster[i].Id, vehicle))
                {
                    missing.Add(cluster[i]);
                }
            }

            if (missing.Count > 0)
            {
                Call(vehicle, new CallForQuotes(new RoundStep(round, step), missing));
            }
        }
    }

    /// <summary>
    /// In a swap each of the two loads goes to the other's vehicle; a fleet round opens no other vehicle.
    /// </summary>
    private bool MayHold(int vehicle, int request) => Kind switch
    {
        RoundKind.Swap => moved.Exists(m => m.Vehicle == vehicle) && !moved.Contains((request, vehicle)),
        RoundKind.Fleet => Book.HeldBy(vehicle) > 0,
        _ => true,
    };

    private void NoteQuotes(int vehicle, IReadOnlyList<Quote> quotes)
    {
        foreach (var quote in quotes)
        {
            Book.NoteQuote(vehicle, quote);
        }
    }

    // ---- awarding -------------------------------------------------------------------------------------------------

    private void AwardNext()
    {
        while (next < cluster.Count)
        {
            if (IsLostAlready())
            {
                Settle(keep: false);
                return;
            }

            var request = cluster[next];
            next++;
            var winner = BestBidder(request.Id);
            if (winner == MarketBook.Nobody)
            {
                continue;
            }

            Award(winner, request);
            return;
        }

        Settle(IsKept());
    }

    private int BestBidder(int request)
    {
        Book.CollectBidders(bidders);
        var winner = MarketBook.Nobody;
        var lowest = Insertion.Impossible;
        var passedOver = MarketBook.Nobody;
        foreach (var vehicle in bidders)
        {
            var quote = vehicle == excluded || !MayHold(vehicle, request)
                ? Insertion.Impossible
                : Book.QuoteOf(request, vehicle);
            if (quote >= lowest)
            {
                continue;
            }

            if (options.BlinkRate > 0 && random.NextDouble() < options.BlinkRate)
            {
                passedOver = vehicle;
                continue;
            }

            lowest = quote;
            winner = vehicle;
        }

        return winner == MarketBook.Nobody ? passedOver : winner;
    }

    private void Award(int winner, TransportRequest request)
    {
        phase = Phase.Awarding;
        step++;
        Touch(winner);
        Book.Assign(request.Id, winner);
        var others = cluster.GetRange(next, cluster.Count - next);
        Call(winner, new AwardOnCondition(new RoundStep(round, step), request, others, epoch));
        AskForMissingQuotes(winner);
    }

    private void NoteAward(int vehicle, AwardAnswered answer)
    {
        NoteQuotes(vehicle, answer.Quotes);
        if (!answer.Taken)
        {
            Book.Assign(cluster[next - 1].Id, MarketBook.Nobody);
        }
    }

    // ---- settling -------------------------------------------------------------------------------------------------

    private long Change() => costBefore.Sum(c => Book.CostOf(c.Key) - c.Value);

    /// <summary>What is still to be awarded only adds cost, so a round that is too dear already can be ended.</summary>
    private bool IsLostAlready() => openBefore == 0 && (Book.OpenCount > cluster.Count - next || Change() > limit);

    private bool IsKept()
    {
        if (Book.OpenCount != openBefore)
        {
            return Book.OpenCount < openBefore;
        }

        return Change() <= limit;
    }

    private void Settle(bool keep)
    {
        kept = keep;
        phase = Phase.Settling;
        step++;
        if (!keep)
        {
            foreach (var (request, vehicle) in moved)
            {
                Book.Assign(request, vehicle);
            }

            foreach (var request in cluster)
            {
                if (!moved.Exists(m => m.Request == request.Id))
                {
                    Book.Assign(request.Id, MarketBook.Nobody);
                }
            }
        }
        else if (Change() < 0)
        {
            Improvements++;
            Swaps += Kind == RoundKind.Swap ? 1 : 0;
        }

        foreach (var vehicle in costBefore.Keys)
        {
            Call(vehicle, new SettleRound(new RoundStep(round, step), keep));
        }

        if (awaited.Count == 0)
        {
            Finish();
        }
    }

    private void Finish()
    {
        phase = Phase.Idle;
        Rounds += Kind is RoundKind.Poll or RoundKind.Revert ? 0 : 1;
        roundsDone++;
        if (kept)
        {
            NoteBest();
        }
    }

    private void NoteBest()
    {
        if (Book.OpenCount < bestOpen || (Book.OpenCount == bestOpen && Book.TotalCost < bestCost))
        {
            bestOpen = Book.OpenCount;
            bestCost = Book.TotalCost;
            epoch++;
        }
    }

    private void NoteReverted(int vehicle, Reverted reverted)
    {
        foreach (var request in reverted.Requests)
        {
            if (Book.Knows(request))
            {
                Book.Assign(request, vehicle);
            }
        }
    }

    /// <summary>By how much a plan may be worse in this round and still be kept: falls over the planning.</summary>
    private long DrawTolerance()
    {
        if (plannedRounds == 0 || roundsDone >= plannedRounds || Book.Count == 0)
        {
            return -1;
        }

        var left = 1.0 - ((double)roundsDone / plannedRounds);
        var share = options.EndTolerance + ((options.StartTolerance - options.EndTolerance) * left * left * left);
        var mean = (double)Book.TotalCost / Book.Count;
        return (long)random.NextExponential(share * mean) - 1;
    }

    private void Touch(int vehicle) => costBefore.TryAdd(vehicle, Book.CostOf(vehicle));

    private void Call(int vehicle, MarketCall call)
    {
        awaited[vehicle] = call;
        outbox.Add(new MarketPost(vehicle, call));
    }
}

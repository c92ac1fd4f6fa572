using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// Auctions in rounds: all open items whose inputs are placed are on offer; a round is decided when all who were asked
/// have bid, or at its reply-by time. Bids stand as long as all their items are there, so only winners, and those who
/// lost an item that they had bid for, are asked again; new items are offered to everybody.
/// </summary>
internal sealed class AuctionDriver : IAllocationDriver
{
    private readonly ICrewDesk _desk;
    private readonly CrewPlan _plan;
    private readonly IAuctionRule _rule;
    private readonly SortedSet<int> _offered = [];
    private readonly SortedSet<int> _awaited = [];
    private readonly SortedSet<int> _putOff = [];
    private readonly SortedDictionary<int, IReadOnlyList<AuctionBid>> _standing = [];
    private readonly SortedDictionary<int, IReadOnlyList<int>> _won = [];
    private int _round;
    private int _asked;

    public AuctionDriver(ICrewDesk desk)
    {
        (_desk, _plan) = (desk, desk.Items.Plan);
        _rule = _plan.Strategies.CreateAuctionRule(_plan.Strategy.Name, _plan.Options);
    }

    public void OnChange(AgentContext context, CrewChange change)
    {
        if ((change & (CrewChange.Lost | CrewChange.Back)) != 0)
        {
            // What agents bid before may not hold any more: in the next round all are asked.
            _offered.Clear();
        }

        if (_awaited.Count == 0)
        {
            Ask(context);
            return;
        }

        _awaited.RemoveWhere(a => !_desk.Board.IsUp(a));
        DecideIfComplete(context);
    }

    public void OnRestart(AgentContext context)
    {
        EndAuction();
        _putOff.Clear();
        Ask(context);
    }

    public void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (message is not AuctionBids bids)
        {
            return;
        }

        int place = PlaceOf(sender);
        if (bids.Round != _round || !_awaited.Remove(place))
        {
            context.Emit(new AuctionBidCameLate(bids.Round, place));
            return;
        }

        _won.Remove(place);
        _standing[place] = bids.Bids;
        DecideIfComplete(context);
    }

    public void OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is RoundTag round && round.Round == _round && _awaited.Count > 0)
        {
            Decide(context);
        }
    }

    public void OnAgain(int item) => _putOff.Remove(item);

    public void Capture(StateWriter writer)
    {
        WriteSet(writer, _offered);
        WriteSet(writer, _awaited);
        WriteSet(writer, _putOff);
        writer.WriteList(_standing, static (w, s) =>
        {
            w.Write(s.Key);
            w.WriteList(s.Value, static (x, b) => b.Capture(x));
        });
        writer.WriteList(_won, static (w, s) =>
        {
            w.Write(s.Key);
            w.WriteList(s.Value, static (x, i) => x.Write(i));
        });
        writer.Write(_round);
        writer.Write(_asked);
    }

    public void Restore(StateReader reader)
    {
        EndAuction();
        _offered.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _awaited.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _putOff.Clear();
        _putOff.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        foreach ((int place, List<AuctionBid> bids) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(AuctionBid.Read))))
        {
            _standing.Add(place, bids);
        }

        foreach ((int place, List<int> items) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(static x => x.ReadInt32()))))
        {
            _won.Add(place, items);
        }

        _round = reader.ReadInt32();
        _asked = reader.ReadInt32();
    }

    private static void WriteSet(StateWriter writer, SortedSet<int> set) =>
        writer.WriteList(set, static (w, i) => w.Write(i));

    private void EndAuction()
    {
        _offered.Clear();
        _awaited.Clear();
        _standing.Clear();
        _won.Clear();
    }

    /// <summary>Opens a round: offers what there is to all whose bids are not known.</summary>
    private void Ask(AgentContext context)
    {
        int[] offered =
        [
            .. _desk.Board.In(ItemState.Open).Where(i => !_putOff.Contains(i) && _desk.Board.HasPlacedInputs(i)),
        ];
        if (offered.Length == 0)
        {
            EndAuction();
            return;
        }

        SimTime from = SimTime.Max(context.Now, _plan.Opening);
        if (!offered.All(_offered.Contains))
        {
            // Notes when what is held is expected to end, as far as is known now.
            _ = new CrewForecast(_desk.Board, from);
            _standing.Clear();
        }

        _offered.Clear();
        _offered.UnionWith(offered);
        foreach (int place in _standing.Keys.Where(p => !Stands(p)).ToArray())
        {
            _standing.Remove(place);
        }

        _awaited.UnionWith(Enumerable.Range(0, _desk.Board.Agents)
            .Where(a => _desk.Board.IsUp(a) && !_standing.ContainsKey(a)));
        (_round, _asked) = (_round + 1, _awaited.Count);
        SimTime replyBy = context.Now + _plan.ContractNet.ReplyWithin;
        OfferedItem[] items = [.. offered.Select(Offered)];
        foreach (int place in _awaited)
        {
            IReadOnlyList<int> won = _won.TryGetValue(place, out IReadOnlyList<int>? some) ? some : [];
            context.Send(
                AgentOf(place), new AuctionCall(_round, from, replyBy, items, [.. won.Select(Offered)]));
        }

        context.Schedule(_plan.ContractNet.ReplyWithin, new RoundTag(_round));
        DecideIfComplete(context);
    }

    private OfferedItem Offered(int item) => new(item, _desk.TermsOf(item));

    private bool Stands(int place) => _desk.Board.IsUp(place)
        && _standing[place].All(b => b.Items.All(_offered.Contains));

    private void DecideIfComplete(AgentContext context)
    {
        if (_awaited.Count == 0)
        {
            Decide(context);
        }
    }

    private void Decide(AgentContext context)
    {
        int silent = _awaited.Count;
        _awaited.Clear();
        BundleBid[] bids =
        [
            .. _standing.Where(s => _desk.Board.IsUp(s.Key)).SelectMany(s => s.Value.Select(b => new BundleBid(
                AgentOf(s.Key), [.. b.Items.Select(i => new TaskId(i))], b.Cost))),
        ];
        BundleBid[] winners = [.. _rule.Decide(bids).Where(w => w.Tasks.All(
            t => _desk.Board[t.Number].State == ItemState.Open))];
        context.Emit(new AuctionRoundDecided(
            _round, _offered.Count, _asked, silent, bids.Length, winners.Sum(w => w.Tasks.Count)));
        foreach (BundleBid winner in winners)
        {
            Award(context, winner);
        }

        if (winners.Length > 0)
        {
            Ask(context);
            return;
        }

        int[] left = [.. _offered.Where(i => _desk.Board[i].State == ItemState.Open)];
        EndAuction();
        foreach (int item in left)
        {
            _putOff.Add(item);
            _desk.PutOff(context, item, silent > 0 ? $"nobody bids for it ({silent} silent)" : "nobody bids for it");
        }
    }

    private void Award(AgentContext context, BundleBid winner)
    {
        int place = PlaceOf(winner.Bidder);
        AuctionBid bid = _standing[place].First(
            b => b.Cost == winner.Cost && b.Items.SequenceEqual(winner.Tasks.Select(t => t.Number)));
        for (int at = 0; at < bid.Items.Count; at++)
        {
            int item = bid.Items[at];
            (SimTime start, SimTime end) = bid.Times[at];
            _desk.Award(context, item, [place], new WorkOrder(start, end, _desk.Items.RankOf(item)));
        }

        _won[place] = bid.Items;
        _standing.Remove(place);
    }

    private sealed record RoundTag(int Round) : IMessage;
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Drivers;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>Calls, awards, and passing awards on.</content>
internal sealed partial class DispatcherAgent
{
    private readonly SortedDictionary<int, Move> _moves = [];
    private readonly SortedSet<int> _reordered = [];
    private bool _movesWatched;
    private int _awarding = -1;
    private IReadOnlyList<int>? _composed;
    private CrewForecast? _forecast;

    public void Award(AgentContext context, int item, IReadOnlyList<int> team, WorkOrder order)
    {
        ItemFile file = Board[item];
        if (file.State == ItemState.Open)
        {
            AwardOpen(context, item, new Move(team, order));
        }
        else if (file.State == ItemState.Held && file.Team.SequenceEqual(team) && !_moves.ContainsKey(item))
        {
            order = BehindInputs(item, order);
            if (file.Order != order)
            {
                (file.Order, file.Start, file.End) = (order, order.Start, order.End);
                _reordered.Add(item);
                PushBack(item);
            }
        }
        else if (file.State == ItemState.Held)
        {
            bool asked = _moves.ContainsKey(item);
            _moves[item] = new Move(team, order);
            if (!asked)
            {
                AskBack(context, item);
            }
        }
    }

    public void Call(AgentContext context, int item) => _initiator.CallFor(context, new TaskId(item));

    public void PutOff(AgentContext context, int item, string reason)
    {
        Kernel.Allocation.AllocationTask task = Items.Of(item);
        if (task.LatestStart < context.Now || task.Deadline < context.Now)
        {
            _doomed[item] = "too late";
        }
        else
        {
            _initiator.PutOff(context, new TaskId(item), reason);
        }
    }

    public CrewTerms TermsOf(int item)
    {
        ItemFile file = Board[item];
        var inputs = new List<InputSource>();
        foreach ((int maker, double bytes) in Board.InputsOf(item))
        {
            (int agent, SimTime expected) = Board.SourceOf(maker);
            inputs.Add(new InputSource(maker, bytes, agent, expected));
        }

        return new CrewTerms(Board.PartsOfItem(item), inputs, file.Order, file.Team, file.Repeat);
    }

    public bool CallsAtOnce(AgentContext context, TaskSpec task) => false;

    public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task) =>
    [
        .. Enumerable.Range(0, Board.Agents)
            .Where(a => Board.IsUp(a) && _plan.Whole.CanDo(a, Items.TaskOf(task.Id.Number)))
            .Select(AgentOf),
    ];

    public IMessage? TermsOf(AgentContext context, TaskSpec task, AgentId winner)
    {
        int item = task.Id.Number;
        if (winner == AgentId.None)
        {
            Board[item].Team = [];
            RefreshExpectations(context);
        }
        else if (_awarding != item)
        {
            // Won by bids: behind everything else that the winners hold, as they have bid for.
            IReadOnlyList<int> team = _composed ?? [PlaceOf(winner)];
            _composed = null;
            Forecast(context).Append(item, team);
            ItemFile file = Board[item];
            Enter(item, new Move(team, new WorkOrder(file.Start, file.End, Items.RankOf(item))));
        }

        return TermsOf(item);
    }

    /// <summary>A task of several is decided here: the cheapest team that the bids allow for.</summary>
    public AwardDecision? Decide(AgentContext context, TaskSpec task, IReadOnlyList<Bid> bids)
    {
        int item = task.Id.Number;
        if (!Items.Of(item).IsCoalition)
        {
            return null;
        }

        TeamBids offers = new(_plan.Whole, Items.TaskOf(item));
        foreach (Bid bid in bids)
        {
            offers.Add(PlaceOf(bid.Bidder), bid.Cost);
        }

        if (offers.Compose(out double cost) is not { } team)
        {
            return AwardDecision.Nobody;
        }

        _composed = team;
        return AwardDecision.Award(new Bid(AgentOf(team[0]), cost), [.. team.Skip(1).Select(AgentOf)]);
    }

    public void OnAwarded(AgentContext context, TaskSpec task, Bid winner)
    {
        int item = task.Id.Number;
        ItemFile file = Board[item];
        if (file.Team.Count > 1)
        {
            int attempt = _initiator.AttemptOf(task.Id);
            file.Teams.Add((attempt, file.Team));
            var join = new Join(item, attempt, TermsOf(item), file.Order);
            foreach (int member in file.Team.Skip(1))
            {
                context.Send(AgentOf(member), join);
            }
        }

        _news |= _awarding == item ? CrewChange.None : CrewChange.Awarded;
        TellConsumers(context, item);
        PushBack(item);
    }

    public void OnPutOff(AgentContext context, TaskSpec task, string reason) =>
        _news |= _driver.OnPutOff(task.Id.Number);

    private void AwardOpen(AgentContext context, int item, Move move)
    {
        Enter(item, move);
        _forecast = null;
        _awarding = item;
        _initiator.Award(context, new TaskId(item), new Bid(AgentOf(move.Team[0]), CostOf(item, move)));
        _awarding = -1;
    }

    private double CostOf(int item, Move move) => _plan.Whole.Objective.Cost > 0
        ? move.Team.Sum(a => Items.CostOf(a, item, Board.PartsOfItem(item)))
        : (move.Order.End - _plan.Opening).Seconds;

    private void Enter(int item, Move move)
    {
        ItemFile file = Board[item];
        WorkOrder order = BehindInputs(item, move.Order);
        (file.State, file.Team, file.Order) = (ItemState.Held, move.Team, order);
        (file.Start, file.End) = (order.Start, order.End);
    }

    private CrewForecast Forecast(AgentContext context) => _forecast ??= new CrewForecast(
        Board, SimTime.Max(context.Now, _plan.Opening));

    /// <summary>Calls tell when inputs are expected; that must be what is known now.</summary>
    private void RefreshExpectations(AgentContext context) => _ = Forecast(context);

    private void TellConsumers(AgentContext context, int item)
    {
        (int agent, SimTime expected) = Board.SourceOf(item);
        foreach (int consumer in HoldersOfSuccessors(item))
        {
            context.Send(AgentOf(consumer), new SourceIs(item, agent, expected));
        }
    }

    private SortedSet<int> HoldersOfSuccessors(int item) =>
    [
        .. Board.SuccessorsOf(item).Where(s => Board[s].State == ItemState.Held).SelectMany(s => Board[s].Team),
    ];

    /// <summary>
    /// What waits for a task must not come before it in anybody's order, or two agents could wait for each other.
    /// </summary>
    private void PushBack(int item)
    {
        var changed = new SortedSet<(int Rank, int Item)> { (Items.RankOf(item), item) };
        while (changed.Count > 0)
        {
            (int Rank, int Item) first = changed.Min;
            changed.Remove(first);
            foreach (int successor in Board.SuccessorsOf(first.Item))
            {
                ItemFile next = Board[successor];
                if (next.State == ItemState.Held && next.Order.CompareTo(Board[first.Item].Order) <= 0)
                {
                    next.Order = Behind(first.Item, successor, next.Order);
                    (next.Start, next.End) = (next.Order.Start, next.Order.End);
                    _forecast = null;
                    _reordered.Add(successor);
                    changed.Add((Items.RankOf(successor), successor));
                }
            }
        }
    }

    /// <summary>A place in the order behind all inputs that somebody holds.</summary>
    private WorkOrder BehindInputs(int item, WorkOrder order)
    {
        foreach ((int maker, _) in Board.InputsOf(item))
        {
            if (Board[maker].State == ItemState.Held && order.CompareTo(Board[maker].Order) <= 0)
            {
                order = Behind(maker, item, order);
            }
        }

        return order;
    }

    private WorkOrder Behind(int maker, int item, WorkOrder order)
    {
        ItemFile file = Board[maker];
        SimTime start = SimTime.Max(SimTime.Max(file.End, file.Order.End), order.Start);
        return new WorkOrder(start, start + (order.End - order.Start), Items.RankOf(item));
    }

    private void TellOrders(AgentContext context)
    {
        if (_reordered.Count == 0)
        {
            return;
        }

        var orders = new SortedDictionary<int, List<(int Item, WorkOrder Order)>>();
        foreach (int item in _reordered.Where(i => Board[i].State == ItemState.Held))
        {
            foreach (int agent in Board[item].Team)
            {
                if (!orders.TryGetValue(agent, out List<(int Item, WorkOrder Order)>? list))
                {
                    orders.Add(agent, list = []);
                }

                list.Add((item, Board[item].Order));
            }
        }

        _reordered.Clear();
        foreach ((int agent, List<(int Item, WorkOrder Order)> list) in orders)
        {
            context.Send(AgentOf(agent), new NewOrders(list));
        }
    }

    // ---- passing on -----------------------------------------------------------------------------------------------

    private void AskBack(AgentContext context, int item)
    {
        var task = new TaskId(item);
        context.Send(AgentOf(Board[item].Team[0]), new Cancel(
            _initiator.ConversationOf(context, task), 0, _initiator.AttemptOf(task), CrewReasons.Moved));
        if (!_movesWatched)
        {
            _movesWatched = true;
            context.Schedule(_plan.ContractNet.RetryAfter, MoveTag.Instance);
        }
    }

    private void RepeatMoves(AgentContext context)
    {
        _movesWatched = false;
        foreach (int item in _moves.Keys)
        {
            AskBack(context, item);
        }
    }

    private void PassOn(AgentContext context, int place, int item, int attempt)
    {
        if (!IsAskedBack(place, item, attempt))
        {
            return;
        }

        Move move = _moves[item];
        _moves.Remove(item);
        if (move.Team.All(Board.IsUp))
        {
            AwardOpen(context, item, move);
        }
        else
        {
            _initiator.Reannounce(context, new TaskId(item), "its new holder was lost");
        }
    }

    private void NoteCancelAnswer(AgentContext context, int place, CancelAnswer answer)
    {
        int item = answer.Conversation.Task.Number;
        if (!IsAskedBack(place, item, answer.Attempt))
        {
            return;
        }

        if (answer.GivenUp)
        {
            // Either it gives the task back, which may come behind this answer, or it does not know of the award.
            context.Schedule(_plan.Arrival, new GivenUpTag(item, place, answer.Attempt));
        }
        else
        {
            _moves.Remove(item);
        }
    }

    private void CheckGivenUp(AgentContext context, GivenUpTag given)
    {
        if (IsAskedBack(given.Place, given.Item, given.Attempt))
        {
            // It does not know of the award: that never came, or a crash has interrupted what it had begun.
            _moves.Remove(given.Item);
            _initiator.Reannounce(context, new TaskId(given.Item), "its holder does not know of it");
        }
    }

    private bool IsAskedBack(int place, int item, int attempt) => _moves.ContainsKey(item)
        && Board[item].State == ItemState.Held && Board[item].Team[0] == place
        && _initiator.AttemptOf(new TaskId(item)) == attempt;

    private sealed record Move(IReadOnlyList<int> Team, WorkOrder Order);
}

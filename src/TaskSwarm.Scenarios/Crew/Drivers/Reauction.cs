using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// Re-auction of what is held and not about to begin, and of what nobody wanted: agents name their costs by message,
/// the dispatcher tries in rounds who else could have what, and moves tasks only if the joint objective falls. Whoever
/// is silent keeps what it holds. What events have overtaken is not done.
/// </summary>
internal sealed class Reauction
{
    private const string Purpose = "reauction";

    /// <summary>Placements tried before the opening, at most and for an effort of 1.</summary>
    private const long Tries = 1_000_000;

    /// <summary>The same while work is under way: the answer must come soon.</summary>
    private const long HurriedTries = 20_000;

    private readonly ICrewDesk _desk;
    private readonly CrewPlan _plan;
    private readonly List<int> _items = [];
    private readonly SortedSet<int> _awaited = [];
    private readonly SortedDictionary<int, IReadOnlyList<ItemCost>> _answers = [];
    private readonly List<ReauctionMove> _moves = [];
    private int _round;

    public Reauction(ICrewDesk desk) => (_desk, _plan) = (desk, desk.Items.Plan);

    /// <summary>Whether one is under way.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Asks all agents for their costs, if there is anything to gain.</summary>
    public void Open(AgentContext context)
    {
        if (_plan.Options.Rule == StrategyOptions.PlainRule)
        {
            return;
        }

        // Notes when what is held is expected to begin.
        _ = new CrewForecast(_desk.Board, SimTime.Max(context.Now, _plan.Opening));
        int[] agents = [.. Enumerable.Range(0, _desk.Board.Agents).Where(_desk.Board.IsUp)];
        int[] items = [.. Enumerable.Range(0, _desk.Items.Count).Where(i => IsFree(context, i))];
        if (agents.Length < 2 || items.Length == 0 || TriesFor(context) < (long)agents.Length * items.Length)
        {
            return;
        }

        Reset();
        IsOpen = true;
        _round++;
        _items.AddRange(items);
        _awaited.UnionWith(agents);
        var call = new CostCall(_round, [.. items.Select(i => (i, _desk.Board.PartsOfItem(i)))]);
        context.Broadcast([.. agents.Select(AgentOf)], call);
        context.Schedule(_plan.ContractNet.ReplyWithin, new SilentTag(_round));
    }

    /// <summary>Forgets one that is under way.</summary>
    public void Reset()
    {
        IsOpen = false;
        _items.Clear();
        _awaited.Clear();
        _answers.Clear();
        _moves.Clear();
    }

    /// <summary>Takes in an answer.</summary>
    /// <returns>Whether the re-auction is over.</returns>
    public bool OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (message is not CostAnswer answer || !IsOpen || answer.Round != _round
            || !_awaited.Remove(PlaceOf(sender)))
        {
            return false;
        }

        _answers[PlaceOf(sender)] = answer.Costs;
        return _awaited.Count == 0 && Think(context);
    }

    /// <summary>Handles a timer.</summary>
    /// <returns>Whether the re-auction is over.</returns>
    public bool OnTimer(AgentContext context, IMessage tag)
    {
        switch (tag)
        {
            case SilentTag silent when IsOpen && silent.Round == _round && _awaited.Count > 0:
                return Think(context);
            case ThoughtTag thought when IsOpen && thought.Round == _round:
                Apply(context);
                return true;
            default:
                return false;
        }
    }

    public void Capture(StateWriter writer)
    {
        writer.Write(IsOpen);
        writer.Write(_round);
        writer.WriteList(_items, static (w, i) => w.Write(i));
        writer.WriteList(_awaited, static (w, a) => w.Write(a));
        writer.WriteList(_answers, static (w, a) =>
        {
            w.Write(a.Key);
            w.WriteList(a.Value, static (x, c) =>
            {
                x.Write(c.Micros);
                x.Write(c.Cost);
                x.Write(c.Need);
            });
        });
        writer.WriteList(_moves, static (w, m) => m.Capture(w));
    }

    public void Restore(StateReader reader)
    {
        Reset();
        IsOpen = reader.ReadBoolean();
        _round = reader.ReadInt32();
        _items.AddRange(reader.ReadList(static r => r.ReadInt32()));
        _awaited.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        foreach ((int place, List<ItemCost> costs) in reader.ReadList(static r => (
            r.ReadInt32(),
            r.ReadList(static x => new ItemCost(x.ReadDouble(), x.ReadDouble(), x.ReadDouble())))))
        {
            _answers.Add(place, costs);
        }

        _moves.AddRange(reader.ReadList(ReauctionMove.Read));
    }

    /// <summary>An item that nobody has, or whose holder will not begin it before the answer is there.</summary>
    private bool IsFree(AgentContext context, int item)
    {
        ItemFile file = _desk.Board[item];
        SimDuration needed = (_plan.ThinkingStep * TriesFor(context)) + (_plan.Arrival * 4);
        return (file.State == ItemState.Open && _desk.Board.HasPlacedInputs(item))
            || (file.State == ItemState.Held && file.Start > context.Now + needed && file.Team.All(_desk.Board.IsUp));
    }

    /// <summary>How many placements may be tried: before the opening no more than there is time for.</summary>
    private long TriesFor(AgentContext context)
    {
        double effort = _plan.Options.Effort;
        long left = (_plan.Opening - context.Now).Micros - (_plan.Arrival * 4).Micros;
        long time = _plan.ThinkingStep.Micros == 0 ? long.MaxValue : left / _plan.ThinkingStep.Micros;
        long hurried = (long)(HurriedTries * effort);
        return left > 0 && time > hurried ? Math.Min((long)(Tries * effort), time) : hurried;
    }

    /// <summary>Decides by the answers that have come.</summary>
    /// <returns>Whether the re-auction is over; if not, the thought takes time.</returns>
    private bool Think(AgentContext context)
    {
        int silent = _awaited.Count;
        _awaited.Clear();
        _ = new CrewForecast(_desk.Board, SimTime.Max(context.Now, _plan.Opening));
        CrewSnapshot snapshot = CrewSnapshot.Of(_desk.Board, context.Now, i => _items.BinarySearch(i) >= 0
            && IsFree(context, i) && _desk.Board[i].Team.All(_answers.ContainsKey));
        AllocationProblem problem = AsAnswered(snapshot);
        IAllocator allocator = _plan.Strategies.CreateAllocator(_plan.Strategy.Name, _plan.Options with
        {
            MaxTries = TriesFor(context),
        });
        if (snapshot.Items.Count == 0 || allocator.Objection(problem) is not null)
        {
            Reset();
            return true;
        }

        double present = Present(problem, snapshot);
        Assignment found = allocator.Allocate(problem, context.Stream(Purpose));
        SimDuration thinking = _plan.ThinkingStep * found.Effort;
        bool falls = found.Objective < present - (1e-9 * Math.Abs(present)) && KeepsAll(snapshot, found);
        if (falls)
        {
            NoteMoves(snapshot, found);
        }

        context.Emit(new ReauctionDecided(
            _round, snapshot.Items.Count, silent, present, falls ? found.Objective : present,
            _moves.Count(m => !m.Goes.SequenceEqual(m.Held)), thinking));
        if (_moves.Count == 0 || thinking.Micros == 0)
        {
            Apply(context);
            return true;
        }

        context.Schedule(thinking, new ThoughtTag(_round));
        return false;
    }

    /// <summary>Nobody gives a task back for nothing.</summary>
    private bool KeepsAll(CrewSnapshot snapshot, Assignment found) => Enumerable.Range(0, snapshot.Items.Count).All(
        t => found.Placements[t].IsPlaced || _desk.Board[snapshot.Items[t]].State == ItemState.Open);

    private void NoteMoves(CrewSnapshot snapshot, Assignment found)
    {
        for (int t = 0; t < snapshot.Items.Count; t++)
        {
            if (found.Placements[t] is { IsPlaced: true } placement)
            {
                int item = snapshot.Items[t];
                _moves.Add(new ReauctionMove(
                    item, [.. _desk.Board[item].Team], [.. placement.Agents.Select(a => snapshot.Agents[a])],
                    new WorkOrder(placement.Start, placement.End, _desk.Items.RankOf(item))));
            }
        }

        _moves.Sort(static (a, b) => a.Order.CompareTo(b.Order) is int byOrder and not 0
            ? byOrder
            : a.Item.CompareTo(b.Item));
    }

    /// <summary>The problem by the costs that the agents have named; who has named none can be given nothing.</summary>
    private AllocationProblem AsAnswered(CrewSnapshot snapshot)
    {
        int[] asked = [.. snapshot.Items.Select(_items.BinarySearch)];
        var costs = new ItemCost[snapshot.Agents.Count][];
        for (int a = 0; a < costs.Length; a++)
        {
            costs[a] = _answers.TryGetValue(snapshot.Agents[a], out IReadOnlyList<ItemCost>? answer)
                ? [.. asked.Select(at => answer[at])]
                : [.. asked.Select(_ => new ItemCost(double.PositiveInfinity, 0, 0))];
        }

        AllocationProblem stated = snapshot.Problem;
        return new AllocationProblem
        {
            Now = stated.Now,
            Agents = stated.Agents,
            Tasks = stated.Tasks,
            Duration = PairTable.Of(costs.Length, asked.Length, (a, t) => costs[a][t].Micros),
            Cost = PairTable.Of(costs.Length, asked.Length, (a, t) => costs[a][t].Cost),
            Need = PairTable.Of(costs.Length, asked.Length, (a, t) => costs[a][t].Need),
            Objective = stated.Objective,
            Travel = stated.Travel,
        };
    }

    /// <summary>What the awards come to as they stand.</summary>
    private double Present(AllocationProblem problem, CrewSnapshot snapshot)
    {
        var timetable = new Timetable(problem);
        int[] placeOf = new int[_desk.Board.Agents];
        for (int a = 0; a < snapshot.Agents.Count; a++)
        {
            placeOf[snapshot.Agents[a]] = a;
        }

        foreach (int t in Enumerable.Range(0, snapshot.Items.Count)
            .Where(t => _desk.Board[snapshot.Items[t]].State == ItemState.Held)
            .OrderBy(t => _desk.Board[snapshot.Items[t]].Order).ThenBy(t => t))
        {
            int[] team = [.. _desk.Board[snapshot.Items[t]].Team.Select(a => placeOf[a]).Order()];
            long start = timetable.EarliestStart(t, team);
            if (start != Timetable.Impossible)
            {
                timetable.Place(t, team, start);
            }
        }

        return timetable.ToAssignment(0).Objective;
    }

    /// <summary>Moves what is to move, if everything is still as it was.</summary>
    private void Apply(AgentContext context)
    {
        ReauctionMove[] moves = [.. _moves];
        Reset();
        bool stands = moves.All(m => m.Goes.All(_desk.Board.IsUp) && m.Held.SequenceEqual(_desk.Board[m.Item].Team)
            && _desk.Board[m.Item].State == (m.Held.Count > 0 ? ItemState.Held : ItemState.Open));
        if (!stands)
        {
            context.Emit(new ReauctionOvertaken(_round));
            return;
        }

        foreach (ReauctionMove move in moves)
        {
            _desk.Award(context, move.Item, move.Goes, move.Order);
        }
    }

    private sealed record SilentTag(int Round) : IMessage;

    private sealed record ThoughtTag(int Round) : IMessage;
}

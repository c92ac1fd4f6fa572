using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// When one agent will be free, if all goes as expected: what it is at and what it holds, one after another, by the
/// rules of <see cref="Timetable"/>. Bids are read off it.
/// </summary>
internal sealed class SeatForecast
{
    private readonly CrewItems _items;
    private readonly int _agent;
    private readonly double _pace;
    private readonly long[] _slots;
    private long _placeFrom;

    public SeatForecast(CrewItems items, int agent, SimTime now, double pace)
    {
        (_items, _agent, _pace) = (items, agent, pace);
        _slots = new long[items.Plan.Whole.Agents[agent].Slots];
        Array.Fill(_slots, now.Micros);
    }

    private SeatForecast(SeatForecast other)
    {
        (_items, _agent, _pace, _placeFrom) = (other._items, other._agent, other._pace, other._placeFrom);
        _slots = [.. other._slots];
        (Place, Load, Spent, Count) = (other.Place, other.Load, other.Spent, other.Count);
    }

    /// <summary>The task at whose place the agent will be; -1 if it has not left its own.</summary>
    public int Place { get; private set; } = -1;

    /// <summary>Microseconds of work ahead.</summary>
    public long Load { get; private set; }

    /// <summary>What of its budget is used or promised.</summary>
    public double Spent { get; private set; }

    /// <summary>How many tasks it has done, is at or holds.</summary>
    public int Count { get; private set; }

    /// <summary>When each slot is free, ascending.</summary>
    public IReadOnlyList<long> Slots => _slots;

    public SeatForecast Copy() => new(this);

    public void StandAt(int place, SimTime from) => (Place, _placeFrom) = (place, from.Micros);

    /// <summary>So much is done already.</summary>
    public void NoteDone(int count, double need) => (Count, Spent) = (Count + count, Spent + need);

    /// <summary>Something is under way until an instant.</summary>
    /// <param name="item">What.</param>
    /// <param name="until">Until when.</param>
    /// <param name="need">What it takes of the budget.</param>
    /// <param name="counts">Whether it has not been counted as done.</param>
    public void Occupy(int item, SimTime until, double need, bool counts = true)
    {
        if (counts)
        {
            NoteDone(1, need);
        }

        Take(_items.Of(item).Slots, until.Micros);
    }

    /// <summary>When an item could start and end behind everything else.</summary>
    /// <param name="item">The item.</param>
    /// <param name="parts">Into how many parts its task is split.</param>
    /// <param name="inputs">When its inputs will be here.</param>
    public (SimTime Start, SimTime End) Peek(int item, int parts, SimTime inputs)
    {
        AllocationTask task = _items.Of(item);
        long free = Math.Max(_slots[Math.Min(task.Slots, _slots.Length) - 1], _placeFrom);
        long there = free + _items.Plan.Whole.TravelMicros(_agent, Place, _items.TaskOf(item));
        long start = Math.Max(Math.Max(there, inputs.Micros), _items.EarliestOf(item).Micros);
        long work = _items.DurationOf(_agent, item, parts);
        work = _pace == 1 ? work : (long)Math.Ceiling(work / _pace);
        return (new SimTime(start), new SimTime(start + work));
    }

    /// <summary>Adds an item behind everything else.</summary>
    public (SimTime Start, SimTime End) Append(int item, int parts, SimTime inputs)
    {
        (SimTime start, SimTime end) = Peek(item, parts, inputs);
        Add(item, parts, start, end);
        return (start, end);
    }

    /// <summary>Adds an item with times that others decide too.</summary>
    public void Add(int item, int parts, SimTime start, SimTime end)
    {
        Spent += _items.NeedOf(_agent, item, parts);
        Load += (end - start).Micros * _items.Of(item).Slots;
        Count++;
        Take(_items.Of(item).Slots, end.Micros);
        if (_items.Of(item).Place is not null || _items.Plan.Whole.Travel is not null)
        {
            Place = _items.TaskOf(item);
        }
    }

    /// <summary>What it would cost to add an item behind everything else, by the plan's objective.</summary>
    public BidDecision Bid(int item, int parts, SimTime inputs)
    {
        AllocationProblem whole = _items.Plan.Whole;
        AllocationAgent agent = whole.Agents[_agent];
        AllocationTask task = _items.Of(item);
        if (!whole.CanDo(_agent, _items.TaskOf(item)))
        {
            return BidDecision.Refuse(
                "cannot do it", CrewFacts.Why(_items.Plan, _agent, _items.TaskOf(item)));
        }

        if (Spent + _items.NeedOf(_agent, item, parts) > agent.Limit || Count >= agent.MaxTasks)
        {
            return BidDecision.Refuse("full", new Shortfall(Obstacle.Room, RoomLeft(item, parts)));
        }

        (SimTime start, SimTime end) = Peek(item, parts, inputs);
        return start > task.LatestStart || end > task.Deadline
            ? BidDecision.Refuse("too late", new Shortfall(Obstacle.Time, string.Create(
                CultureInfo.InvariantCulture, $"could do it from {start} to {end} only")))
            : BidDecision.Propose(CostOf(item, parts, start, end), new BidTerms
            {
                Metres = WayTo(task),
                Backlog = new SimDuration(Load),
                Start = start,
                End = end,
            });
    }

    private string RoomLeft(int item, int parts)
    {
        AllocationAgent agent = _items.Plan.Whole.Agents[_agent];
        return Count >= agent.MaxTasks
            ? string.Create(CultureInfo.InvariantCulture, $"has the {agent.MaxTasks} tasks that it may do")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"has {Math.Max(0, agent.Budget - Spent):0.###} of its budget left where it takes "
                + $"{_items.NeedOf(_agent, item, parts):0.###}");
    }

    /// <summary>Metres in a straight line from where it will be; null if it need not go anywhere.</summary>
    private double? WayTo(AllocationTask task)
    {
        AllocationAgent agent = _items.Plan.Whole.Agents[_agent];
        if (task.Place is not Vec3 place || double.IsInfinity(agent.Speed))
        {
            return null;
        }

        Vec3 from = Place >= 0 ? _items.Plan.Whole.Tasks[Place].Place ?? agent.Place : agent.Place;
        return (place - from).Length;
    }

    private double CostOf(int item, int parts, SimTime start, SimTime end)
    {
        AllocationObjective weights = _items.Plan.Whole.Objective;
        AllocationTask task = _items.Of(item);
        double cost = weights.Cost * _items.CostOf(_agent, item, parts);
        cost += weights.Makespan * (end - _items.Plan.Opening).Seconds;
        cost += weights.Response * (end.Micros - task.Release.Micros) / 1e6;
        cost += weights.Imbalance * (Load + (end - start).Micros) / 1e6;
        cost += task.Due < SimTime.Never ? weights.Tardiness * Math.Max(0, (end - task.Due).Micros) / 1e6 : 0;
        double waited = Math.Max(0, (start - task.Release).Micros) / 1e6;
        cost -= weights.Worth > 0 ? weights.Worth * task.Value / parts * Math.Exp(-task.Decay * waited) : 0;

        // Equal costs are common where times do not count or nothing is late yet: the earlier end then decides.
        return cost + (1e-9 * (end - _items.Plan.Opening).Seconds);
    }

    private void Take(int slots, long until)
    {
        for (int s = 0; s < Math.Min(slots, _slots.Length); s++)
        {
            _slots[s] = Math.Max(_slots[s], until);
        }

        Array.Sort(_slots);
    }
}

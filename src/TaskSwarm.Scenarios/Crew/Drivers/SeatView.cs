using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// What an agent brings to a negotiation over many items, as it stands when it is asked: when it is free, what it has
/// left, when the inputs can be with it. It does not change while the negotiation lasts.
/// </summary>
internal sealed record SeatView
{
    public required int Agent { get; init; }

    /// <summary>Nothing starts earlier; the same for all who are asked.</summary>
    public required SimTime From { get; init; }

    public required IReadOnlyList<SimTime> FreeFrom { get; init; }

    /// <summary>The task at whose place it will be, or -1.</summary>
    public required int Place { get; init; }

    public required double Budget { get; init; }

    public required int MaxTasks { get; init; }

    public required double Pace { get; init; }

    /// <summary>The items on offer, with when their inputs can be here.</summary>
    public required IReadOnlyList<(int Item, int Parts, SimTime Ready)> Items { get; init; }

    /// <summary>Takes a look at an agent.</summary>
    /// <param name="seat">The agent.</param>
    /// <param name="context">Its context.</param>
    /// <param name="from">Nothing starts earlier.</param>
    /// <param name="offered">What is on offer.</param>
    /// <param name="won">What it was awarded, which may still be on its way.</param>
    public static SeatView Of(
        ICrewSeat seat, AgentContext context, SimTime from, IReadOnlyList<OfferedItem> offered,
        IReadOnlyList<OfferedItem> won)
    {
        SeatForecast forecast = seat.Forecast(context);
        foreach (OfferedItem item in won.Where(w => !seat.Holds(w.Item)))
        {
            forecast.Append(item.Item, item.Terms.Parts, seat.ExpectedAt(item.Terms));
        }

        AllocationAgent self = seat.Items.Plan.Whole.Agents[seat.Index];
        return new SeatView
        {
            Agent = seat.Index,
            From = from,
            FreeFrom = [.. forecast.Slots.Select(s => new SimTime(s))],
            Place = forecast.Place,
            Budget = self.Budget - forecast.Spent,
            MaxTasks = self.MaxTasks == int.MaxValue ? int.MaxValue : Math.Max(0, self.MaxTasks - forecast.Count),
            Pace = context.SpeedFactor,
            Items = [.. offered.Select(o => (o.Item, o.Terms.Parts, seat.ExpectedAt(o.Terms)))],
        };
    }

    /// <summary>The question of who does what, as it concerns this agent alone: it is agent 0 of the problem, the items
    /// are its tasks in the order in which they were offered.</summary>
    public AllocationProblem ToProblem(CrewItems items)
    {
        AllocationProblem whole = items.Plan.Whole;
        AllocationAgent self = whole.Agents[Agent] with
        {
            FreeFrom = FreeFrom,
            Budget = Budget,
            MaxTasks = MaxTasks,
            Place = Place < 0 ? whole.Agents[Agent].Place : whole.Tasks[Place].Place ?? whole.Agents[Agent].Place,
        };
        return new AllocationProblem
        {
            Now = From,
            Agents = [self],
            Tasks = [.. Items.Select((item, t) => TaskOf(items, item.Item, item.Parts, t))],
            Duration = PairTable.PerTask([.. Items.Select(i => DurationOf(items, i.Item, i.Parts))]),
            Cost = PairTable.PerTask([.. Items.Select(i => items.CostOf(Agent, i.Item, i.Parts))]),
            Need = PairTable.PerTask([.. Items.Select(i => items.NeedOf(Agent, i.Item, i.Parts))]),
            Objective = whole.Objective,
            Travel = whole.Travel is null ? null : (_, f, t) => whole.TravelMicros(
                Agent, f < 0 ? Place : items.TaskOf(Items[f].Item), t < 0 ? -1 : items.TaskOf(Items[t].Item)),
        };
    }

    /// <summary>When all that an item waits for can be here, in microseconds.</summary>
    public long ReadyAt(int at) => Items[at].Ready.Micros;

    public void Capture(StateWriter writer)
    {
        writer.Write(Agent);
        writer.Write(From);
        writer.WriteList(FreeFrom, static (w, t) => w.Write(t));
        writer.Write(Place);
        writer.Write(Budget);
        writer.Write(MaxTasks);
        writer.Write(Pace);
        writer.WriteList(Items, static (w, i) =>
        {
            w.Write(i.Item);
            w.Write(i.Parts);
            w.Write(i.Ready);
        });
    }

    public static SeatView Read(StateReader reader) => new()
    {
        Agent = reader.ReadInt32(),
        From = reader.ReadTime(),
        FreeFrom = reader.ReadList(static r => r.ReadTime()),
        Place = reader.ReadInt32(),
        Budget = reader.ReadDouble(),
        MaxTasks = reader.ReadInt32(),
        Pace = reader.ReadDouble(),
        Items = reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32(), r.ReadTime())),
    };

    private double DurationOf(CrewItems items, int item, int parts)
    {
        if (!double.IsFinite(items.Plan.Whole.Duration[Agent, items.TaskOf(item)]))
        {
            return double.PositiveInfinity;
        }

        long micros = items.DurationOf(Agent, item, parts);
        return Pace == 1 ? micros : Math.Ceiling(micros / Pace);
    }

    private static AllocationTask TaskOf(CrewItems items, int item, int parts, int at) => items.Of(item) with
    {
        Id = new TaskId(at),
        Inputs = [],
        KnownInputs = [],
        Value = items.Of(item).Value / parts,
    };
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// The dispatcher thinks alone: it states what is open as a problem, which takes simulated time by the number of
/// placements tried, and awards what the answer changes. What has changed meanwhile is planned for at once afterwards.
/// </summary>
internal sealed class CentralDriver : IAllocationDriver
{
    private const string Purpose = "allocation";

    private readonly ICrewDesk _desk;
    private readonly CrewPlan _plan;
    private readonly IAllocator _allocator;
    private readonly PlanScores? _scores;
    private readonly List<Decision> _answer = [];
    private bool _thinking;
    private int _thought;
    private CrewChange _missed;

    public CentralDriver(ICrewDesk desk)
    {
        (_desk, _plan) = (desk, desk.Items.Plan);
        _allocator = _plan.Strategies.CreateAllocator(_plan.Strategy.Name, _plan.Options);
        _scores = _allocator is ILearningAllocator learning ? new PlanScores(desk.Items, learning) : null;
    }

    public void OnChange(AgentContext context, CrewChange change)
    {
        CrewChange mine = change & Reasons();
        if (_thinking)
        {
            _missed |= mine;
        }
        else if (mine != CrewChange.None)
        {
            Think(context);
        }
    }

    public void OnRestart(AgentContext context)
    {
        _thinking = false;
        _answer.Clear();
        _scores?.Applied(_thought);
        OnChange(context, CrewChange.Lost);
    }

    public void OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is ThoughtTag thought && _thinking && thought.Number == _thought)
        {
            Apply(context);
        }
    }

    public void OnDone(int item) => _scores?.Done(_desk.Board, item);

    public void Capture(StateWriter writer)
    {
        writer.Write(_thinking);
        writer.Write(_thought);
        writer.Write((int)_missed);
        writer.WriteList(_answer, static (w, d) => d.Capture(w));
        (_allocator as ILearningAllocator)?.Capture(writer);
        _scores?.Capture(writer);
    }

    public void Restore(StateReader reader)
    {
        _thinking = reader.ReadBoolean();
        _thought = reader.ReadInt32();
        _missed = (CrewChange)reader.ReadInt32();
        _answer.Clear();
        _answer.AddRange(reader.ReadList(Decision.Read));
        (_allocator as ILearningAllocator)?.Restore(reader);
        _scores?.Restore(reader);
    }

    private CrewChange Reasons()
    {
        CrewChange reasons = CrewChange.NewItems | CrewChange.Lost | CrewChange.Again;
        reasons |= _plan.Strategy.Replans ? CrewChange.Back | CrewChange.Broken : CrewChange.Back;
        return reasons | (_plan.Strategy.WatchesIdle ? CrewChange.Idle : CrewChange.None);
    }

    private void Think(AgentContext context)
    {
        CrewSnapshot snapshot = CrewSnapshot.Of(_desk.Board, context.Now, _plan.Strategy.Replans);
        if (snapshot.Items.Count == 0)
        {
            return;
        }

        if (snapshot.Agents.Count == 0)
        {
            PutOffAll(context, snapshot.Items, "nobody is up");
            return;
        }

        if (_allocator.Objection(snapshot.Problem) is string objection)
        {
            throw new InvalidOperationException(
                $"The strategy '{_plan.Strategy.Name}' cannot serve this scenario: {objection}");
        }

        Assignment answer = _allocator.Allocate(snapshot.Problem, context.Stream(Purpose));
        string choice = (_allocator as ILearningAllocator)?.Choice ?? _allocator.Name;
        _answer.Clear();
        for (int t = 0; t < snapshot.Items.Count; t++)
        {
            Placement placement = answer.Placements[t];
            int item = snapshot.Items[t];
            IReadOnlyList<int> team = placement.IsPlaced ? [.. placement.Agents.Select(a => snapshot.Agents[a])] : [];
            _answer.Add(new Decision(
                item, team, new WorkOrder(placement.Start, placement.End, _desk.Items.RankOf(item))));
        }

        _answer.Sort(static (a, b) => a.Order.CompareTo(b.Order) is int byOrder and not 0
            ? byOrder
            : a.Item.CompareTo(b.Item));
        SimDuration thinking = _plan.ThinkingStep * answer.Effort;
        context.Emit(new PlanMade(choice, snapshot.Items.Count, answer.Placed, answer.Effort, thinking));
        (_thinking, _missed) = (true, CrewChange.None);
        _thought++;
        _scores?.Begin(_thought, choice, context.Now);
        if (thinking.Micros > 0)
        {
            context.Schedule(thinking, new ThoughtTag(_thought));
        }
        else
        {
            Apply(context);
        }
    }

    /// <summary>Awards what still makes sense: agents may be lost and tasks begun while it was thinking.</summary>
    private void Apply(AgentContext context)
    {
        _thinking = false;
        Decision[] answer = [.. _answer];
        _answer.Clear();
        foreach (Decision decision in answer)
        {
            ItemState state = _desk.Board[decision.Item].State;
            bool free = state == ItemState.Open || (state == ItemState.Held && _plan.Strategy.Replans);
            if (free && decision.Team.Count > 0 && decision.Team.All(_desk.Board.IsUp))
            {
                _scores?.Place(_thought, decision.Item);
                _desk.Award(context, decision.Item, decision.Team, decision.Order);
            }
            else if (state == ItemState.Open && decision.Team.Count == 0)
            {
                _desk.PutOff(context, decision.Item, "the plan has no place for it");
            }
            else if (state == ItemState.Open)
            {
                _missed |= CrewChange.Lost;
            }
        }

        _scores?.Applied(_thought);
        if (_missed != CrewChange.None)
        {
            _missed = CrewChange.None;
            Think(context);
        }
    }

    private void PutOffAll(AgentContext context, IReadOnlyList<int> items, string reason)
    {
        foreach (int item in items.Where(i => _desk.Board[i].State == ItemState.Open))
        {
            _desk.PutOff(context, item, reason);
        }
    }

    private sealed record ThoughtTag(int Number) : IMessage;

    private sealed record Decision(int Item, IReadOnlyList<int> Team, WorkOrder Order)
    {
        public void Capture(StateWriter writer)
        {
            writer.Write(Item);
            writer.WriteList(Team, static (w, a) => w.Write(a));
            Order.Capture(writer);
        }

        public static Decision Read(StateReader reader) => new(
            reader.ReadInt32(), reader.ReadList(static r => r.ReadInt32()), WorkOrder.Read(reader));
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// Calls for proposals, one item after another, so that every bid is for the queue as it is: the most urgent first,
/// then by upward rank (Topcuoglu, Hariri and Wu, IEEE TPDS 13(3), 2002), the longest way from a task to the end of its
/// graph. Only items whose inputs have been placed are called for. When all have been called for, what is held is
/// auctioned again (<see cref="Reauction"/>); new calls come first.
/// </summary>
internal sealed class ContractNetDriver : IAllocationDriver
{
    private const int Nothing = -1;

    /// <summary>Reasons to call at once, even if a re-auction is under way.</summary>
    private const CrewChange Urgent = CrewChange.NewItems | CrewChange.Lost | CrewChange.Back | CrewChange.Broken;

    private readonly ICrewDesk _desk;
    private readonly double[] _rank;
    private readonly SortedSet<int> _putOff = [];
    private readonly Reauction _reauction;
    private bool _mayGain;
    private int _calling = Nothing;

    public ContractNetDriver(ICrewDesk desk)
    {
        (_desk, _reauction) = (desk, new Reauction(desk));
        _rank = UpwardRanks(desk.Items);
    }

    public void OnChange(AgentContext context, CrewChange change)
    {
        if (_calling != Nothing && _desk.Board[_calling].State != ItemState.Open)
        {
            _calling = Nothing;
        }

        bool isUrgent = (change & Urgent) != 0;
        _mayGain |= isUrgent || (change & CrewChange.Awarded) != 0;
        if (isUrgent || !_reauction.IsOpen)
        {
            _reauction.Reset();
            GoOn(context);
        }
    }

    public void OnRestart(AgentContext context)
    {
        _calling = Nothing;
        _putOff.Clear();
        OnChange(context, CrewChange.Lost);
    }

    public void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (_reauction.OnMessage(context, sender, message))
        {
            GoOn(context);
        }
    }

    public void OnTimer(AgentContext context, IMessage tag)
    {
        if (_reauction.OnTimer(context, tag))
        {
            GoOn(context);
        }
    }

    public CrewChange OnPutOff(int item)
    {
        if (_calling != item)
        {
            return CrewChange.None;
        }

        // The contract net will announce it again, and others may be called for meanwhile.
        _putOff.Add(item);
        _calling = Nothing;
        return CrewChange.PutOff;
    }

    public void OnAgain(int item)
    {
        _putOff.Remove(item);
        _calling = _calling == item ? Nothing : _calling;
    }

    public void Capture(StateWriter writer)
    {
        writer.WriteList(_putOff, static (w, i) => w.Write(i));
        writer.Write(_calling);
        writer.Write(_mayGain);
        _reauction.Capture(writer);
    }

    public void Restore(StateReader reader)
    {
        _putOff.Clear();
        _putOff.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _calling = reader.ReadInt32();
        _mayGain = reader.ReadBoolean();
        _reauction.Restore(reader);
    }

    private void GoOn(AgentContext context)
    {
        if (_calling != Nothing)
        {
            return;
        }

        int next = Next();
        if (next != Nothing)
        {
            _calling = next;
            _desk.Call(context, next);
        }
        else if (_mayGain)
        {
            _mayGain = false;
            _reauction.Open(context);
        }
    }

    private int Next()
    {
        int best = Nothing;
        foreach (int item in _desk.Board.In(ItemState.Open))
        {
            if (!_putOff.Contains(item) && (best == Nothing || IsBefore(item, best))
                && _desk.Board.HasPlacedInputs(item))
            {
                best = item;
            }
        }

        return best;
    }

    private bool IsBefore(int item, int other)
    {
        AllocationTask a = _desk.Items.Of(item), b = _desk.Items.Of(other);
        if (a.Priority != b.Priority)
        {
            return a.Priority > b.Priority;
        }

        return _desk.Items.Plan.Whole.Objective.Tardiness > 0 && a.Due != b.Due
            ? a.Due < b.Due
            : _rank[_desk.Items.TaskOf(item)] > _rank[_desk.Items.TaskOf(other)];
    }

    private static double[] UpwardRanks(CrewItems items)
    {
        AllocationProblem whole = items.Plan.Whole;
        double[] rank = new double[whole.Tasks.Count];
        foreach (int task in Enumerable.Range(0, rank.Length).OrderByDescending(items.RankOf))
        {
            double longest = 0;
            foreach (int successor in items.SuccessorsOf(task))
            {
                longest = Math.Max(longest, rank[successor]);
            }

            rank[task] = MeanDuration(whole, task) + longest;
        }

        return rank;
    }

    private static double MeanDuration(AllocationProblem whole, int task)
    {
        double sum = 0;
        int count = 0;
        for (int a = 0; a < whole.Agents.Count; a++)
        {
            if (whole.CanDo(a, task))
            {
                sum += whole.Duration[a, task];
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}

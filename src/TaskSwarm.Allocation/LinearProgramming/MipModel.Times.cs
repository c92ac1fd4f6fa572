using Google.OrTools.Sat;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>When: starts, ends, windows, capacities, precedence with transfers.</summary>
internal sealed partial class MipModel
{
    private IntVar[]? _begin;
    private IntVar[]? _finish;
    private long _unit = 1;
    private long _horizon;

    private long Now => _problem.Now.Micros;

    private void AddTimes()
    {
        MeasureTime();
        int tasks = _problem.Tasks.Count;
        _begin = new IntVar[tasks];
        _finish = new IntVar[tasks];
        for (int t = 0; t < tasks; t++)
        {
            _begin[t] = _model.NewIntVar(0, _horizon, $"begin_{t}");
            _finish[t] = _model.NewIntVar(0, _horizon, $"end_{t}");
            Placement p = _start.Placements[t];
            _model.AddHint(_begin[t], p.IsPlaced ? Relative(p.Start.Micros) : 0);
            _model.AddHint(_finish[t], p.IsPlaced ? Relative(p.End.Micros) : 0);
            AddWindow(t);
            AddLength(t);
        }

        for (int t = 0; t < tasks; t++)
        {
            AddInputs(t);
        }

        for (int g = 0; g < _groups.Count; g++)
        {
            if (_problem.HasTravel)
            {
                AddWay(g);
            }
            else
            {
                AddCapacity(g);
            }
        }
    }

    private long Relative(long micros) => (micros - Now) / _unit;

    /// <summary>The unit is the greatest that all times are whole in: few steps make small domains.</summary>
    private void MeasureTime()
    {
        (long latest, long sum) = (Now, 0);
        var amounts = new List<long>();
        foreach (AllocationAgent a in _problem.Agents)
        {
            amounts.AddRange(a.FreeFrom.Select(f => f.Micros - Now));
            latest = Math.Max(latest, a.FreeFrom.Select(f => f.Micros).DefaultIfEmpty(0).Max());
        }

        for (int t = 0; t < _problem.Tasks.Count; t++)
        {
            AllocationTask task = _problem.Tasks[t];
            amounts.AddRange(new[] { task.Due, task.Deadline, task.LatestStart }
                .Where(at => at != SimTime.Never).Select(at => at.Micros - Now));
            amounts.Add(Math.Max(0, task.Release.Micros - Now));
            latest = Math.Max(latest, task.Release.Micros);
            (long longest, long carried) = (0, 0);
            foreach ((int g, _) in CrewOf(t))
            {
                int agent = _groups[g][0];
                long length = (long)_problem.Duration[agent, t];
                longest = Math.Max(longest, length);
                amounts.Add(length);
                long ready = ReadyAt(t, agent);
                amounts.Add(ready - Now);
                latest = Math.Max(latest, ready);
                carried = Math.Max(carried, task.Inputs.Sum(i => Carry(agent, i.Bytes)));
                amounts.AddRange(task.Inputs.Select(i => Carry(agent, i.Bytes)));
                amounts.AddRange(task.Inputs.SelectMany(i => CrewOf(i.Task)
                    .Select(m => Carry(_groups[m.Group][0], i.Bytes))));
            }

            carried += task.Inputs.Sum(i => CrewOf(i.Task).Select(m => Carry(_groups[m.Group][0], i.Bytes))
                .DefaultIfEmpty(0).Max());
            sum += longest + carried;
        }

        sum += _problem.HasTravel ? LongestTravel(amounts) : 0;
        _unit = WholeNumbers.Divisor(amounts);
        AllocationObjective o = _problem.Objective;
        bool makespanAlone = o is { Makespan: > 0, Cost: 0, Tardiness: 0, Response: 0, Worth: 0, Imbalance: 0 };
        long known = _start.Placements.Where(p => p.IsPlaced).Select(p => p.End.Micros).DefaultIfEmpty(Now).Max();
        bool isCapped = makespanAlone && _placed.All(p => p is null) && !_problem.HasTravel;
        _horizon = ((isCapped ? known : Math.Max(known, latest + sum)) - Now + _unit - 1) / _unit;
    }

    private long ReadyAt(int task, int agent)
    {
        long ready = Math.Max(Now, _problem.Tasks[task].Release.Micros);
        foreach (KnownInput k in _problem.Tasks[task].KnownInputs)
        {
            ready = Math.Max(ready, k.ReadyAt.Micros + _problem.TransferMicros(k.Agent, agent, k.Bytes));
        }

        return ready;
    }

    private long Carry(int agent, double bytes) => bytes > 0 ? _problem.TransferMicros(-1, agent, bytes) : 0;

    private void AddWindow(int t)
    {
        AllocationTask task = _problem.Tasks[t];
        foreach ((int g, BoolVar does) in CrewOf(t))
        {
            long ready = Relative(ReadyAt(t, _groups[g][0]));
            if (ready > 0)
            {
                _model.Add(_begin![t] >= ready).OnlyEnforceIf(does);
            }
        }

        if (task.LatestStart != SimTime.Never)
        {
            WhenPlaced(_model.Add(_begin![t] <= Relative(task.LatestStart.Micros)), t);
        }

        if (task.Deadline != SimTime.Never)
        {
            WhenPlaced(_model.Add(_finish![t] <= Relative(task.Deadline.Micros)), t);
        }

        if (_placed[t] is BoolVar placed)
        {
            _model.Add(_begin![t] == 0).OnlyEnforceIf(placed.Not());
            _model.Add(_finish![t] == 0).OnlyEnforceIf(placed.Not());
        }
    }

    private void AddLength(int t)
    {
        (int Group, BoolVar Does)[] crew = [.. CrewOf(t)];
        if (!_problem.Tasks[t].IsCoalition)
        {
            LinearExpr length = LinearExpr.WeightedSum(crew.Select(c => c.Does), crew.Select(c => Length(c.Group, t)));
            _model.Add(_finish![t] == _begin![t] + length);
            return;
        }

        foreach ((int g, BoolVar does) in crew)
        {
            _model.Add(_finish![t] >= _begin![t] + Length(g, t)).OnlyEnforceIf(does);
        }
    }

    private long Length(int group, int task) => (long)_problem.Duration[_groups[group][0], task] / _unit;

    private void AddInputs(int t)
    {
        foreach (TaskInput input in _problem.Tasks[t].Inputs)
        {
            if (_placed[input.Task] is BoolVar maker)
            {
                _model.AddImplication(_placed[t]!, maker);
            }

            WhenPlaced(_model.Add(_begin![t] >= _finish![input.Task]), t);
            AddTransfer(t, input);
        }
    }

    /// <summary>A transfer lasts as long as the slower side takes, so each side can be held by itself.</summary>
    private void AddTransfer(int t, TaskInput input)
    {
        for (int g = 0; g < _groups.Count; g++)
        {
            long carry = Carry(_groups[g][0], input.Bytes) / _unit;
            if (carry == 0)
            {
                continue;
            }

            (BoolVar? makes, BoolVar? uses) = (_does[g, input.Task], _does[g, t]);
            if (makes is not null)
            {
                List<ILiteral> sends = [makes];
                sends.AddRange(uses is null ? [] : [uses.Not()]);
                sends.AddRange(_placed[t] is BoolVar p ? [p] : Array.Empty<ILiteral>());
                _model.Add(_begin![t] >= _finish![input.Task] + carry).OnlyEnforceIf([.. sends]);
            }

            if (uses is not null)
            {
                List<ILiteral> fetches = [uses];
                fetches.AddRange(makes is null ? [] : [makes.Not()]);
                _model.Add(_begin![t] >= _finish![input.Task] + carry).OnlyEnforceIf([.. fetches]);
            }
        }
    }

    private void AddCapacity(int g)
    {
        AllocationAgent agent = _problem.Agents[_groups[g][0]];
        var used = new List<(IntervalVar Interval, int Slots)>();
        for (int t = 0; t < _begin!.Length; t++)
        {
            if (_does[g, t] is BoolVar does)
            {
                used.Add((Interval(g, t, does), _problem.Tasks[t].Slots));
            }
        }

        foreach (int member in _groups[g])
        {
            foreach (long free in _problem.Agents[member].FreeFrom.Select(f => Relative(f.Micros)).Where(f => f > 0))
            {
                used.Add((_model.NewFixedSizeIntervalVar(0, free, $"busy_{member}"), 1));
            }
        }

        if (_groups[g].Count == 1 && agent.Slots == 1)
        {
            _model.AddNoOverlap(used.Select(u => u.Interval));
            return;
        }

        CumulativeConstraint capacity = _model.AddCumulative((long)_groups[g].Count * agent.Slots);
        foreach ((IntervalVar interval, int slots) in used)
        {
            capacity.AddDemand(interval, slots);
        }
    }

    private IntervalVar Interval(int g, int t, BoolVar does) => _problem.Tasks[t].IsCoalition
        ? _model.NewOptionalIntervalVar(
            _begin![t], _model.NewIntVar(0, _horizon, $"length_{g}_{t}"), _finish![t], does, $"work_{g}_{t}")
        : _model.NewOptionalFixedSizeIntervalVar(_begin![t], Length(g, t), does, $"work_{g}_{t}");

    private void WhenPlaced(Constraint constraint, int task)
    {
        if (_placed[task] is BoolVar placed)
        {
            constraint.OnlyEnforceIf(placed);
        }
    }
}

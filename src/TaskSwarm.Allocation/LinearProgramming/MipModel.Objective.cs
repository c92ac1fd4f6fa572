using Google.OrTools.Sat;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>What it comes to.</summary>
internal sealed partial class MipModel
{
    private double SecondsPerUnit => _unit / 1e6;

    /// <summary>Whether the plan from which the search starts is better than any that leaves a task out.</summary>
    private bool MustPlaceAll()
    {
        AllocationObjective o = _problem.Objective;
        double least = 0;
        for (int t = 0; t < _problem.Tasks.Count; t++)
        {
            double cost = 0;
            for (int a = 0; o.Cost > 0 && a < _problem.Agents.Count; a++)
            {
                cost = Math.Min(cost, _problem.Cost[a, t] * o.Cost);
            }

            least += _problem.Tasks[t].IsCoalition ? cost * _problem.Agents.Count : cost;
            least -= o.Worth * Math.Max(0, _problem.Tasks[t].Value);
        }

        return _start.Placed == _problem.Tasks.Count && o.Unplaced + least > _start.Objective;
    }

    private void AddObjective()
    {
        AllocationObjective o = _problem.Objective;
        for (int t = 0; t < _problem.Tasks.Count; t++)
        {
            AddCostAndWorth(t, o);
            AddLateness(t, o);
        }

        AddMakespan(o.Makespan);
        AddImbalance(o.Imbalance);
        double penalty = Math.Min(o.Unplaced, _objective.Range + 1);
        foreach (BoolVar placed in _placed.OfType<BoolVar>())
        {
            _objective.AddConstant(penalty);
            _objective.Add(-penalty, placed, 0, 1);
        }

        _objective.MinimiseIn(_model);
    }

    private void AddCostAndWorth(int t, AllocationObjective o)
    {
        foreach ((int g, BoolVar does) in CrewOf(t))
        {
            _objective.Add(o.Cost * _problem.Cost[_groups[g][0], t], does, 0, 1);
        }

        AllocationTask task = _problem.Tasks[t];
        double waited = Math.Max(0, _problem.Now.Micros - task.Release.Micros) / 1e6;
        double worth = o.Worth > 0 ? o.Worth * task.Value * Math.Exp(-task.Decay * waited) : 0;
        if (_placed[t] is BoolVar placed)
        {
            _objective.Add(-worth, placed, 0, 1);
        }
        else
        {
            _objective.AddConstant(-worth);
        }
    }

    private void AddLateness(int t, AllocationObjective o)
    {
        AllocationTask task = _problem.Tasks[t];
        if (o.Tardiness > 0 && task.Due != SimTime.Never)
        {
            long due = Relative(task.Due.Micros);
            long most = Math.Max(0, _horizon - due);
            IntVar late = _model.NewIntVar(0, most, $"late_{t}");
            WhenPlaced(_model.Add(late >= _finish![t] - due), t);
            Placement p = _start.Placements[t];
            _model.AddHint(late, p.IsPlaced ? Math.Max(0, Relative(p.End.Micros) - due) : 0);
            _objective.Add(o.Tardiness * SecondsPerUnit, late, 0, most);
        }

        if (o.Response > 0)
        {
            double before = o.Response * (Now - task.Release.Micros) / 1e6;
            _objective.Add(o.Response * SecondsPerUnit, _finish![t], 0, _horizon);
            if (_placed[t] is BoolVar placed)
            {
                _objective.Add(before, placed, 0, 1);
            }
            else
            {
                _objective.AddConstant(before);
            }
        }
    }

    private void AddMakespan(double weight)
    {
        if (weight <= 0)
        {
            return;
        }

        if (_begin is null)
        {
            AddLoadMakespan(weight);
            return;
        }

        IntVar makespan = _model.NewIntVar(0, _horizon, "makespan");
        _model.AddMaxEquality(makespan, _problem.HasTravel ? [.. _finish!, .. Arrivals()] : _finish!);
        for (int g = 0; g < _groups.Count && !_problem.Tasks.Any(t => t.IsCoalition); g++)
        {
            int group = g;
            int[] tasks = [.. Enumerable.Range(0, _finish!.Length).Where(t => _does[group, t] is not null)];
            LinearExpr work = LinearExpr.WeightedSum(
                tasks.Select(t => _does[group, t]!), tasks.Select(t => Length(group, t) * _problem.Tasks[t].Slots));
            _model.Add((makespan * _groups[g].Count * _problem.Agents[_groups[g][0]].Slots) >= work);
        }

        _objective.Add(weight * SecondsPerUnit, makespan, 0, _horizon);
    }

    private IEnumerable<IntVar> Arrivals()
    {
        foreach ((int agent, int last, BoolVar arc) in _ways)
        {
            AllocationAgent a = _problem.Agents[agent];
            if (_problem.Travel is null && a.Home is null)
            {
                continue;
            }

            long way = _problem.TravelMicros(agent, last, -1) / _unit;
            IntVar home = _model.NewIntVar(0, _horizon, $"home_{agent}_{last}");
            long free = a.FreeFrom.Count > 0 ? Math.Max(0, Relative(a.FreeFrom[0].Micros)) : 0;
            _model.Add(last < 0 ? home == free + way : home == _finish![last] + way).OnlyEnforceIf(arc);
            _model.Add(home == 0).OnlyEnforceIf(arc.Not());
            yield return home;
        }
    }

    private void AddLoadMakespan(double weight)
    {
        _unit = WholeNumbers.Divisor(Enumerable.Range(0, _problem.Tasks.Count)
            .SelectMany(t => CrewOf(t).Select(c => (long)_problem.Duration[_groups[c.Group][0], t]))
            .Concat(_problem.Agents.SelectMany(a => a.FreeFrom.Select(f => f.Micros - Now))));
        long sum = Enumerable.Range(0, _problem.Tasks.Count)
            .Sum(t => CrewOf(t).Select(c => Length(c.Group, t)).DefaultIfEmpty(0).Max());
        long latest = _problem.Agents
            .SelectMany(a => a.FreeFrom.Select(f => Relative(f.Micros))).DefaultIfEmpty(0).Max();
        long most = sum + Math.Max(0, latest);
        IntVar makespan = _model.NewIntVar(0, most, "makespan");
        for (int g = 0; g < _groups.Count; g++)
        {
            AllocationAgent a = _problem.Agents[_groups[g][0]];
            long free = a.FreeFrom.Count > 0 ? Math.Max(0, Relative(a.FreeFrom[0].Micros)) : 0;
            int[] tasks = [.. Enumerable.Range(0, _problem.Tasks.Count).Where(t => _does[g, t] is not null)];
            LinearExpr load = LinearExpr.WeightedSum(
                tasks.Select(t => _does[g, t]!), tasks.Select(t => Length(g, t)));
            _model.Add(makespan >= load);
            foreach (BoolVar does in free > 0 ? tasks.Select(t => _does[g, t]!) : [])
            {
                _model.Add(makespan >= load + free).OnlyEnforceIf(does);
            }
        }

        _objective.Add(weight * SecondsPerUnit, makespan, 0, most);
    }

    private void AddImbalance(double weight)
    {
        if (weight <= 0)
        {
            return;
        }

        long sum = 0;
        var all = LinearExpr.NewBuilder();
        var loads = new List<LinearExpr>();
        for (int g = 0; g < _groups.Count; g++)
        {
            var load = LinearExpr.NewBuilder();
            for (int t = 0; t < _problem.Tasks.Count; t++)
            {
                if (_does[g, t] is BoolVar does)
                {
                    long work = Length(g, t) * _problem.Tasks[t].Slots;
                    load.AddTerm(does, work);
                    all.AddTerm(does, work);
                    sum += work;
                }
            }

            loads.Add(load);
        }

        IntVar most = _model.NewIntVar(0, sum, "most");
        foreach (LinearExpr load in loads)
        {
            _model.Add(most >= load);
        }

        _objective.Add(weight * SecondsPerUnit, most, 0, sum);
        _objective.Add(-weight * SecondsPerUnit / _groups.Count, all, 0, sum);
    }
}

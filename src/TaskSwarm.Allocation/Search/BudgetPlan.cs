namespace TaskSwarm.Allocation.Search;

/// <summary>An assignment of a <see cref="BudgetModel"/> that breaks no budget, and its local improvement.</summary>
internal sealed class BudgetPlan
{
    // Placements tried in one improvement: about a second. Only problems of 100,000 pairs and more come so far.
    private const long MostTries = 100_000_000;

    private readonly BudgetModel _model;
    private readonly double[] _used;
    private readonly int[] _count;
    private long _until;

    /// <summary>Nobody does anything.</summary>
    public BudgetPlan(BudgetModel model)
    {
        _model = model;
        Agent = new int[model.Tasks];
        Array.Fill(Agent, model.Agents - 1);
        _used = new double[model.Agents];
        _count = new int[model.Agents];
        Value = model.Tasks == 0 ? 0 : model.Tasks * model.Cost[model.Agents - 1];
    }

    private BudgetPlan(BudgetPlan other)
    {
        (_model, Value, Effort) = (other._model, other.Value, other.Effort);
        (Agent, _used, _count) = ([.. other.Agent], [.. other._used], [.. other._count]);
    }

    /// <summary>Who does each task.</summary>
    public int[] Agent { get; }

    /// <summary>What it costs.</summary>
    public double Value { get; private set; }

    /// <summary>Placements tried.</summary>
    public long Effort { get; private set; }

    public BudgetPlan Copy() => new(this);

    public bool Fits(int task, int agent) => CostOf(task, agent) < BudgetModel.Forbidden
        && _used[agent] + NeedOf(task, agent) <= _model.Budget[agent] && _count[agent] < _model.MaxTasks[agent];

    public void Move(int task, int agent)
    {
        int from = Agent[task];
        Value += CostOf(task, agent) - CostOf(task, from);
        _used[from] -= NeedOf(task, from);
        _used[agent] += NeedOf(task, agent);
        _count[from]--;
        _count[agent]++;
        Agent[task] = agent;
    }

    /// <summary>Whether two tasks may change places.</summary>
    public bool CanSwap(int one, int other)
    {
        (int a, int b) = (Agent[one], Agent[other]);
        return a != b && CostOf(one, b) < BudgetModel.Forbidden && CostOf(other, a) < BudgetModel.Forbidden
            && _used[a] - NeedOf(one, a) + NeedOf(other, a) <= _model.Budget[a]
            && _used[b] - NeedOf(other, b) + NeedOf(one, b) <= _model.Budget[b];
    }

    public double SwapGain(int one, int other)
    {
        (int a, int b) = (Agent[one], Agent[other]);
        return GainOf(one, b, other, a);
    }

    public void Swap(int one, int other)
    {
        (int a, int b) = (Agent[one], Agent[other]);
        Move(one, b);
        Move(other, a);
    }

    /// <summary>The cheapest agent that a task fits on, by cost and the price of what it uses up.</summary>
    public void Settle(int task)
    {
        (int best, double least) = (_model.Agents - 1, double.PositiveInfinity);
        for (int a = 0; a < _model.Agents - 1; a++)
        {
            Effort++;
            double priced = CostOf(task, a) + (_model.Price[a] * NeedOf(task, a));
            (best, least) = priced < least && Fits(task, a) ? (a, priced) : (best, least);
        }

        Move(task, best);
    }

    /// <summary>Shifts, swaps and ejections as long as they gain.</summary>
    public void Improve()
    {
        _until = Effort + MostTries;
        while (Effort < _until && (TryShifts() || TrySwaps() || TryEjections()))
        {
        }
    }

    // What is left undone costs so much more than the rest that costs of the same agent have to cancel out first: else
    // two tasks alike seem to gain by changing places, for ever.
    private double GainOf(int one, int toOne, int other, int toOther) =>
        CostOf(one, toOne) - CostOf(other, Agent[other]) + (CostOf(other, toOther) - CostOf(one, Agent[one]));

    private double CostOf(int task, int agent) => _model.Cost[(task * _model.Agents) + agent];

    private double NeedOf(int task, int agent) => _model.Need[(task * _model.Agents) + agent];

    private bool TryShifts()
    {
        bool any = false;
        for (int t = 0; t < Agent.Length && Effort < _until; t++)
        {
            for (int a = 0; a < _model.Agents; a++)
            {
                Effort++;
                if (CostOf(t, a) - CostOf(t, Agent[t]) < _model.Gain && Fits(t, a))
                {
                    Move(t, a);
                    any = true;
                }
            }
        }

        return any;
    }

    private bool TrySwaps()
    {
        bool any = false;
        for (int t = 0; t < Agent.Length && Effort < _until; t++)
        {
            for (int u = t + 1; u < Agent.Length; u++)
            {
                Effort++;
                if (SwapGain(t, u) < _model.Gain && CanSwap(t, u))
                {
                    Swap(t, u);
                    any = true;
                }
            }
        }

        return any;
    }

    private bool TryEjections()
    {
        for (int t = 0; t < Agent.Length && Effort < _until; t++)
        {
            for (int a = 0; a < _model.Agents - 1; a++)
            {
                if (CostOf(t, a) - CostOf(t, Agent[t]) < _model.Gain && TryEject(t, a))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A task takes the place of another, which goes to a third agent or to where the first comes from.
    private bool TryEject(int task, int agent)
    {
        double room = _model.Budget[agent] - _used[agent] - NeedOf(task, agent);
        for (int u = 0; u < Agent.Length; u++)
        {
            if (Agent[u] != agent || room + NeedOf(u, agent) < 0)
            {
                continue;
            }

            for (int a = 0; a < _model.Agents; a++)
            {
                Effort++;
                if (a != agent && GainOf(task, agent, u, a) < _model.Gain && (a == Agent[task]
                    ? CanSwap(task, u)
                    : Fits(u, a)))
                {
                    Move(u, a);
                    Move(task, agent);
                    return true;
                }
            }
        }

        return false;
    }
}

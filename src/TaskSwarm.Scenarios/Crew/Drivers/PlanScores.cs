using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// Tells a learning strategy what its plans came to: the objective as it was carried out, counted from when the plan
/// was asked for, so that thinking counts and the backlog of before does not, by the second of work. A plan is judged
/// when all that it placed last is done or has been placed anew.
/// </summary>
internal sealed class PlanScores(CrewItems items, ILearningAllocator learning)
{
    private const int Nobody = -1;

    private readonly SortedDictionary<int, OpenPlan> _plans = [];
    private readonly SortedDictionary<int, int> _planOf = [];

    /// <summary>A plan was made.</summary>
    public void Begin(int plan, string choice, SimTime asked) => _plans[plan] = new OpenPlan(choice, asked);

    /// <summary>A plan's decision about an item counts from now on.</summary>
    public void Place(int plan, int item)
    {
        Leave(item);
        _planOf[item] = plan;
        _plans[plan].Waiting++;
    }

    /// <summary>All decisions of a plan that count have been placed.</summary>
    public void Applied(int plan)
    {
        if (_plans.TryGetValue(plan, out OpenPlan? open))
        {
            open.IsApplied = true;
            Judge(plan);
        }
    }

    /// <summary>An item is done.</summary>
    public void Done(CrewBoard board, int item)
    {
        int plan = _planOf.GetValueOrDefault(item, Nobody);
        if (plan != Nobody)
        {
            _plans[plan].Add(items, board, item);
            Leave(item);
        }
    }

    public void Capture(StateWriter writer)
    {
        writer.WriteList(_plans, static (w, p) =>
        {
            w.Write(p.Key);
            p.Value.Capture(w);
        });
        writer.WriteList(_planOf, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value);
        });
    }

    public void Restore(StateReader reader)
    {
        _plans.Clear();
        foreach ((int number, OpenPlan plan) in reader.ReadList(static r => (r.ReadInt32(), OpenPlan.Read(r))))
        {
            _plans.Add(number, plan);
        }

        _planOf.Clear();
        foreach ((int item, int plan) in reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())))
        {
            _planOf.Add(item, plan);
        }
    }

    private void Leave(int item)
    {
        if (_planOf.Remove(item, out int plan))
        {
            _plans[plan].Waiting--;
            Judge(plan);
        }
    }

    private void Judge(int plan)
    {
        OpenPlan open = _plans[plan];
        if (open.IsApplied && open.Waiting == 0)
        {
            _plans.Remove(plan);
            learning.Learn(open.Choice, open.Cost(items.Plan.Whole.Objective));
        }
    }

    private sealed class OpenPlan(string choice, SimTime asked)
    {
        private SimTime _last = SimTime.Zero;
        private double _sum;
        private double _work;

        public string Choice { get; } = choice;

        public int Waiting { get; set; }

        public bool IsApplied { get; set; }

        public void Add(CrewItems items, CrewBoard board, int item)
        {
            AllocationObjective weights = items.Plan.Whole.Objective;
            ItemFile file = board[item];
            int parts = board.PartsOfItem(item);
            _last = SimTime.Max(_last, file.End);
            _sum += weights.Response * Math.Max(0, (file.End - asked).Seconds);
            _sum += weights.Tardiness * Math.Max(0, (file.End.Micros - items.Of(item).Due.Micros) / 1e6);
            _sum += weights.Cost * file.Team.Sum(a => items.CostOf(a, item, parts));
            _work += items.FastestSeconds(item, parts);
        }

        /// <summary>Negative if nothing of the plan was carried out: there is nothing to learn.</summary>
        public double Cost(AllocationObjective weights) => _work <= 0
            ? -1
            : Math.Max(0, _sum + (weights.Makespan * (SimTime.Max(_last, asked) - asked).Seconds)) / _work;

        public void Capture(StateWriter writer)
        {
            writer.Write(Choice);
            writer.Write(asked);
            writer.Write(_last);
            writer.Write(_sum);
            writer.Write(_work);
            writer.Write(Waiting);
            writer.Write(IsApplied);
        }

        public static OpenPlan Read(StateReader reader) => new(reader.ReadString()!, reader.ReadTime())
        {
            _last = reader.ReadTime(),
            _sum = reader.ReadDouble(),
            _work = reader.ReadDouble(),
            Waiting = reader.ReadInt32(),
            IsApplied = reader.ReadBoolean(),
        };
    }
}

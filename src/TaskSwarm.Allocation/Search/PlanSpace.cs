using TaskSwarm.Allocation.ListScheduling;
using TaskSwarm.Allocation.LoadBalancing;
using TaskSwarm.Allocation.Planning;
using TaskSwarm.Allocation.Static;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Search;

/// <summary>The plans of a problem, how they are measured and varied; shared by the searches.</summary>
internal sealed class PlanSpace
{
    private const long PlacementsOfArrays = 20_000_000;
    private const long PlacementsOfTimetables = 2_000_000;

    private readonly AllocationProblem _problem;
    private readonly TaskGraph _graph;
    private readonly IDecoder _decoder;
    private readonly ArrayDecoder? _mirror;
    private readonly bool _hasWishes;
    private readonly bool _isAlone;
    private readonly RandomStream _random;
    private readonly int[] _place;
    private readonly int[] _none;
    private readonly long _mostPlacements;
    private readonly double _leastPossible;
    private long _decodesLeft;

    /// <summary>The plans of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="random">What changes are drawn from.</param>
    /// <param name="effort">How long to search; 1 is usual.</param>
    /// <param name="isAlone">Whether who does a task is always for the search to say, and no plan competes with its own
    /// but that of <c>static</c>.</param>
    public PlanSpace(AllocationProblem problem, RandomStream random, double effort, bool isAlone = false)
    {
        (_problem, _random, _isAlone) = (problem, random, isAlone);
        _graph = new TaskGraph(problem);
        int tasks = problem.Tasks.Count;
        _place = new int[tasks];
        _none = new int[tasks];
        Array.Fill(_none, -1);
        _leastPossible = MakespanBound.Of(problem, _graph);
        _decodesLeft = (long)(Math.Max(20, 200L * tasks) * effort);
        if (!PlanData.Fits(problem))
        {
            _decoder = new TimetableDecoder(problem);
            _hasWishes = true;
            _mostPlacements = (long)(PlacementsOfTimetables * effort);
            return;
        }

        var data = new PlanData(problem);
        _decoder = new ArrayDecoder(data);
        _hasWishes = isAlone || !data.AreAgentsAlike;
        _mostPlacements = (long)(PlacementsOfArrays * effort);
        bool isMakespan = problem.Objective is { Makespan: > 0, Tardiness: 0, Response: 0, Worth: 0, Cost: 0 };
        _mirror = isMakespan && !data.IsLimited ? new ArrayDecoder(new PlanData(PlanData.Mirror(problem))) : null;
    }

    /// <summary>Placements tried so far.</summary>
    public long Effort => _decoder.Effort + (_mirror?.Effort ?? 0);

    /// <summary>The best plan so far.</summary>
    public PlanCode? Best { get; private set; }

    /// <summary>Whether to stop: the effort is spent, or the best plan meets a bound.</summary>
    public bool IsOver => _decodesLeft <= 0 || Effort >= _mostPlacements || Best?.Value <= _leastPossible;

    /// <summary>The tasks in descending order of their upward rank.</summary>
    public int[] RankOrder => field ??= _graph.Order([.. _graph.UpwardRanks().Select(r => -r)]);

    /// <summary>Plans to begin with: lists by several rules, and the tables of simple strategies.</summary>
    public IEnumerable<PlanCode> Seeds()
    {
        double[] mean = _graph.MeanDurations();
        IReadOnlyList<AllocationTask> tasks = _problem.Tasks;
        yield return Measure(RankOrder, _none);
        yield return Measure(_graph.Order(mean), _none);
        yield return Measure(
            _graph.Order([.. tasks.Select(t => (double)Math.Min(t.Due.Micros, t.Deadline.Micros))]), _none);
        yield return Measure(_graph.Order((x, y) => tasks[y].Priority.CompareTo(tasks[x].Priority)), _none);
        yield return Measure(
            _graph.Order([.. tasks.Select(t => (double)Math.Min(t.Release.Micros, t.LatestStart.Micros))]), _none);
        foreach (IAllocator simple in Simple())
        {
            if (simple.Objection(_problem) is null)
            {
                yield return Measure(simple.Allocate(_problem, _random));
            }
        }
    }

    /// <summary>Like the longest path first, with some noise on the lengths.</summary>
    public PlanCode Noisy()
    {
        double[] rank = _graph.UpwardRanks();
        double share = 0.1 + (0.4 * _random.NextDouble());
        for (int t = 0; t < rank.Length; t++)
        {
            rank[t] = -rank[t] * (1 + (share * ((2 * _random.NextDouble()) - 1)));
        }

        return Measure(_graph.Order(rank), _none);
    }

    /// <summary>Measures a plan, shifts it to the right and back to the left if that may shorten it (Valls,
    /// Ballestin and Quintanilla, EJOR 165, 2005), and remembers the best.</summary>
    public PlanCode Measure(int[] order, int[] wishes)
    {
        PlanCode found = Decode(order, wishes);
        if (_mirror is not null)
        {
            int[] agents = _hasWishes ? Agents() : _none;
            _decodesLeft--;
            _mirror.Decode(Sorted(found.Order, t => -_decoder.EndOf(t), reverseTies: true), agents);
            PlanCode justified = Decode(Sorted(found.Order, t => -_mirror.EndOf(t), reverseTies: false), agents);
            found = justified.Value < found.Value ? justified : found;
        }

        Best = Best is null || found.Value < Best.Value ? found : Best;
        return found;
    }

    /// <summary>Some tasks earlier or later, as far as precedence allows, and some given to others.</summary>
    public PlanCode Varied(int[] order, int[] wishes, int changes)
    {
        (int[] newOrder, int[] newWishes) = ([.. order], [.. wishes]);
        for (int i = 0; i < changes; i++)
        {
            if (_hasWishes && _random.NextInt(2) == 0)
            {
                newWishes[_random.NextInt(order.Length)] = _random.NextInt(_problem.Agents.Count + 1) - 1;
            }
            else
            {
                Shift(newOrder);
            }
        }

        return Measure(newOrder, newWishes);
    }

    /// <summary>The best plan as an answer, or that of a simple strategy if it is better.</summary>
    public Assignment Answer()
    {
        Assignment best = BestSimple();
        if (Best is not null)
        {
            _decoder.Decode(Best.Order, Best.Wishes);
            Assignment found = _decoder.Answer();
            best = found.Objective <= best.Objective ? found : best;
        }

        return best with { Effort = Effort };
    }

    /// <summary>The best of the simple strategies.</summary>
    private Assignment BestSimple() => Simple().Take(_isAlone ? 1 : int.MaxValue)
        .Where(s => s.Objection(_problem) is null)
        .Select(s => s.Allocate(_problem, new RandomStream(0, s.Name, "seed"))).MinBy(a => a.Objective)!;

    private static IEnumerable<IAllocator> Simple() =>
    [
        new StaticAllocator(new StrategyOptions()), new LoadBalancer(new StrategyOptions()), new Heft(),
        ListScheduler.LongestPathFirst(),
    ];

    private PlanCode Measure(Assignment assignment)
    {
        int[] wishes = [.. assignment.Placements.Select(p => p.IsPlaced ? p.Agents[0] : -1)];
        return Measure(Sorted(_graph.Order(), t => assignment.Placements[t].Start.Micros, false), wishes);
    }

    private PlanCode Decode(int[] order, int[] wishes)
    {
        _decodesLeft--;
        return new PlanCode(order, wishes, _decoder.Decode(order, wishes));
    }

    private int[] Agents()
    {
        int[] agents = new int[_place.Length];
        for (int t = 0; t < agents.Length; t++)
        {
            agents[t] = _decoder.AgentOf(t);
        }

        return agents;
    }

    private static int[] Sorted(int[] order, Func<int, long> key, bool reverseTies)
    {
        int[] sorted = [.. order];
        (long Key, int Place)[] keys = new (long, int)[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = (key(order[i]), reverseTies ? -i : i);
        }

        Array.Sort(keys, sorted);
        return sorted;
    }

    private void Shift(int[] order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            _place[order[i]] = i;
        }

        int task = order[_random.NextInt(order.Length)];
        (int first, int last) = (0, order.Length - 1);
        foreach (TaskInput input in _problem.Tasks[task].Inputs)
        {
            first = Math.Max(first, _place[input.Task] + 1);
        }

        foreach (TaskInput consumer in _graph.ConsumersOf(task))
        {
            last = Math.Min(last, _place[consumer.Task] - 1);
        }

        int to = first + _random.NextInt(last - first + 1);
        int from = _place[task];
        if (to < from)
        {
            Array.Copy(order, to, order, to + 1, from - to);
        }
        else
        {
            Array.Copy(order, from + 1, order, from, to - from);
        }

        order[to] = task;
    }
}

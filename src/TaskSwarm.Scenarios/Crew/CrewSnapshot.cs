using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>What is open at an instant, as a problem for a central strategy.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Agents">Places of the problem's agents in the plan.</param>
/// <param name="Items">The problem's tasks as items.</param>
internal sealed record CrewSnapshot(AllocationProblem Problem, IReadOnlyList<int> Agents, IReadOnlyList<int> Items)
{
    /// <summary>States the problem.</summary>
    /// <param name="board">What is known.</param>
    /// <param name="now">The instant.</param>
    /// <param name="replan">Whether what is held and not begun is placed anew.</param>
    public static CrewSnapshot Of(CrewBoard board, SimTime now, bool replan)
    {
        SimTime from = SimTime.Max(now, board.Items.Plan.Opening);
        int[] items = ItemsOf(board, i => replan || board[i].State == ItemState.Open);
        return Of(board, from, items, new CrewForecast(board, from, holds: _ => !replan));
    }

    /// <summary>States the problem of some of the items alone; all others stay where they are.</summary>
    /// <param name="board">What is known.</param>
    /// <param name="now">The instant.</param>
    /// <param name="isFree">Which open and held items may be placed anew.</param>
    public static CrewSnapshot Of(CrewBoard board, SimTime now, Func<int, bool> isFree)
    {
        SimTime from = SimTime.Max(now, board.Items.Plan.Opening);
        int[] items = ItemsOf(board, isFree);
        return Of(board, from, items, new CrewForecast(board, from, i => Array.BinarySearch(items, i) < 0));
    }

    private static CrewSnapshot Of(CrewBoard board, SimTime from, int[] items, CrewForecast forecast)
    {
        AllocationProblem whole = board.Items.Plan.Whole;
        int[] agents = [.. Enumerable.Range(0, board.Agents).Where(board.IsUp)];
        int[] agentAt = Inverse(agents, board.Agents);
        int[] itemAt = Inverse(items, board.Items.Count);
        var problem = new AllocationProblem
        {
            Now = from,
            Agents = [.. agents.Select(a => AgentOf(board, forecast, a))],
            Tasks = [.. items.Select(i => TaskOf(board, i, agentAt, itemAt, from))],
            Duration = TableOf(board, agents, items, whole.Duration, (a, i) => double.IsFinite(
                whole.Duration[a, board.Items.TaskOf(i)]) ? board.ExpectedMicros(a, i) : double.PositiveInfinity),
            Cost = TableOf(board, agents, items, whole.Cost,
                (a, i) => board.Items.CostOf(a, i, board.PartsOfItem(i))),
            Need = TableOf(board, agents, items, whole.Need,
                (a, i) => board.Items.NeedOf(a, i, board.PartsOfItem(i))),
            Objective = whole.Objective,
            Travel = whole.Travel is null ? null : (a, f, t) => whole.TravelMicros(
                agents[a],
                f < 0 ? board.PlaceOf(agents[a]) : board.Items.TaskOf(items[f]),
                t < 0 ? -1 : board.Items.TaskOf(items[t])),
        };
        return new CrewSnapshot(problem, agents, items);
    }

    /// <summary>
    /// What can be planned: an item whose inputs are not all known, or not all placed or to be placed, has to wait.
    /// </summary>
    private static int[] ItemsOf(CrewBoard board, Func<int, bool> isFree)
    {
        List<int> ordered = [.. board.In(ItemState.Open).Concat(board.In(ItemState.Held)).Where(isFree)];
        ordered.Sort((a, b) => board.Items.RankOf(a) != board.Items.RankOf(b)
            ? board.Items.RankOf(a).CompareTo(board.Items.RankOf(b))
            : a.CompareTo(b));
        bool[] chosen = new bool[board.Items.Count];
        foreach (int item in ordered)
        {
            chosen[item] = board.HasKnownInputs(item) && board.InputsOf(item).All(i =>
                chosen[i.Item] || board[i.Item].State is ItemState.Done or ItemState.Running
                || (board[i.Item].State == ItemState.Held && !isFree(i.Item)));
        }

        return [.. Enumerable.Range(0, chosen.Length).Where(i => chosen[i])];
    }

    private static int[] Inverse(int[] places, int count)
    {
        int[] inverse = new int[count];
        Array.Fill(inverse, -1);
        for (int i = 0; i < places.Length; i++)
        {
            inverse[places[i]] = i;
        }

        return inverse;
    }

    private static AllocationAgent AgentOf(CrewBoard board, CrewForecast forecast, int agent)
    {
        AllocationAgent whole = board.Items.Plan.Whole.Agents[agent];
        SeatForecast seat = forecast[agent];
        int place = seat.Place;
        return whole with
        {
            FreeFrom = [.. seat.Slots.Select(s => new SimTime(s))],
            Budget = whole.Budget - seat.Spent,
            MaxTasks = whole.MaxTasks == int.MaxValue ? int.MaxValue : Math.Max(0, whole.MaxTasks - seat.Count),
            Place = place < 0 ? whole.Place : board.Items.Plan.Whole.Tasks[place].Place ?? whole.Place,
        };
    }

    private static AllocationTask TaskOf(CrewBoard board, int item, int[] agentAt, int[] itemAt, SimTime now)
    {
        var inputs = new List<TaskInput>();
        var known = new List<KnownInput>();
        foreach ((int maker, double bytes) in board.InputsOf(item))
        {
            if (itemAt[maker] >= 0)
            {
                inputs.Add(new TaskInput(itemAt[maker], bytes));
                continue;
            }

            (int from, SimTime end) = board.SourceOf(maker);
            bool running = board[maker].State != ItemState.Done;
            known.Add(new KnownInput(
                from >= 0 ? agentAt[from] : -1, bytes, running ? SimTime.Max(end, now) : end));
        }

        AllocationTask task = board.Items.Of(item);
        int parts = board.PartsOfItem(item);
        ItemFile file = board[item];
        return task with
        {
            Id = new TaskId(item),
            Name = board.Items.NameOf(item),
            Inputs = inputs,
            KnownInputs = known,
            Value = task.Value / parts,
            Holder = file.State == ItemState.Held ? agentAt[file.Team[0]] : -1,
        };
    }

    /// <summary>The plan's own table where the problem is the whole plan: it may be stored more tightly.</summary>
    private static PairTable TableOf(
        CrewBoard board, int[] agents, int[] items, PairTable whole, Func<int, int, double> value)
    {
        bool same = agents.Length == board.Agents && items.Length == board.Items.Count
            && board.Items.Plan.Divisible.Count == 0
            && agents.All(a => board.PaceOf(a) == 1);
        return same ? whole : PairTable.Of(agents.Length, items.Length, (a, i) => value(agents[a], items[i]));
    }
}

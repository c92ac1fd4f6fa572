using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>When every agent will be free, as the dispatcher sees it.</summary>
internal sealed class CrewForecast
{
    private readonly CrewBoard _board;
    private readonly SeatForecast[] _seats;

    /// <param name="board">What is known.</param>
    /// <param name="now">The instant, or the opening if that is later.</param>
    /// <param name="holds">Which of the items that are held and not begun count; their expected times are then noted.
    /// </param>
    public CrewForecast(CrewBoard board, SimTime now, Func<int, bool> holds)
    {
        _board = board;
        CrewItems items = board.Items;
        _seats = [.. Enumerable.Range(0, board.Agents).Select(
            a => new SeatForecast(items, a, now, board.PaceOf(a)))];
        for (int a = 0; a < _seats.Length; a++)
        {
            _seats[a].StandAt(board.PlaceOf(a), SimTime.Zero);
        }

        var held = new List<int>();
        for (int item = 0; item < items.Count; item++)
        {
            ItemFile file = board[item];
            foreach ((int attempt, int leader) in file.Redundant)
            {
                foreach (int agent in file.TeamOf(attempt, leader))
                {
                    _seats[agent].NoteDone(1, items.NeedOf(agent, item, board.PartsOfItem(item)));
                }
            }

            if (file.State == ItemState.Held && holds(item))
            {
                held.Add(item);
            }
            else if (file.State is ItemState.Running or ItemState.Done)
            {
                foreach (int agent in file.Team)
                {
                    double need = items.NeedOf(agent, item, board.PartsOfItem(item));
                    Enter(_seats[agent], item, file, now, need);
                }
            }
        }

        held.Sort((a, b) => board[a].Order.CompareTo(board[b].Order) is int byOrder and not 0
            ? byOrder
            : a.CompareTo(b));
        held.ForEach(item => Append(item, board[item].Team));
    }

    /// <summary>With all that is held.</summary>
    public CrewForecast(CrewBoard board, SimTime now)
        : this(board, now, static _ => true)
    {
    }

    public SeatForecast this[int agent] => _seats[agent];

    /// <summary>Adds an item behind everything else of its team and notes its expected times.</summary>
    public void Append(int item, IReadOnlyList<int> team)
    {
        SimTime start = SimTime.Zero;
        long micros = 0;
        int parts = _board.PartsOfItem(item);
        foreach (int agent in team)
        {
            start = SimTime.Max(start, _seats[agent].Peek(item, parts, _board.InputsAt(item, agent)).Start);
            micros = Math.Max(micros, _board.ExpectedMicros(agent, item));
        }

        ItemFile file = _board[item];
        (file.Start, file.End) = (start, start + new SimDuration(micros));
        foreach (int agent in team)
        {
            _seats[agent].Add(item, parts, file.Start, file.End);
        }
    }

    private static void Enter(SeatForecast seat, int item, ItemFile file, SimTime now, double need)
    {
        seat.NoteDone(1, need);
        if (file.State == ItemState.Running || file.End > now)
        {
            seat.Occupy(item, SimTime.Max(now, file.End), need, counts: false);
        }
    }
}

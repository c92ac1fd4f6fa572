using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Tests.Allocation;

/// <summary>Tries every order of tasks on every agent: the truth about tiny problems without coalitions.</summary>
internal sealed class ExhaustiveSearch(AllocationProblem problem)
{
    private readonly List<(int Task, int Agent)> _steps = [];
    private double _best = double.PositiveInfinity;

    public static double Optimum(AllocationProblem problem)
    {
        var search = new ExhaustiveSearch(problem);
        search.Try(0);
        return search._best;
    }

    private void Try(int decided)
    {
        var table = new Timetable(problem);
        foreach ((int task, int agent) in _steps)
        {
            table.Place(task, agent, table.EarliestStart(task, agent));
        }

        _best = Math.Min(_best, table.Objective());
        for (int task = 0; decided < problem.Tasks.Count && task < problem.Tasks.Count; task++)
        {
            for (int agent = 0; !table.IsPlaced(task) && agent < problem.Agents.Count; agent++)
            {
                if (table.EarliestStart(task, agent) != Timetable.Impossible)
                {
                    _steps.Add((task, agent));
                    Try(decided + 1);
                    _steps.RemoveAt(_steps.Count - 1);
                }
            }
        }
    }
}

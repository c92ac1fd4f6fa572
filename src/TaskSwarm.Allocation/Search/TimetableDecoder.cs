using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Search;

/// <summary>Decodes problems of every shape by the timetable itself.</summary>
internal sealed class TimetableDecoder(AllocationProblem problem) : IDecoder
{
    private readonly PlanBuilder _builder = new(problem) { LeavesLosses = problem.Objective.Makespan <= 0 };

    /// <inheritdoc/>
    public long Effort => _builder.Effort;

    /// <inheritdoc/>
    public double Decode(int[] order, int[] wishes)
    {
        _builder.Plan.Clear();
        foreach (int task in order)
        {
            int wish = wishes[task];
            bool placed = wish >= 0 && _builder.TryPlaceFirst(task, Wished(task, wish), mayInsert: true);
            if (!placed)
            {
                _builder.TryPlaceBest(task, mayInsert: true);
            }
        }

        return _builder.Plan.Objective();
    }

    /// <inheritdoc/>
    public long StartOf(int task) => _builder.Plan.IsPlaced(task) ? _builder.Plan.StartOf(task) : long.MaxValue;

    /// <inheritdoc/>
    public long EndOf(int task) => _builder.Plan.IsPlaced(task) ? _builder.Plan.EndOf(task) : long.MaxValue;

    /// <inheritdoc/>
    public int AgentOf(int task) => _builder.Plan.IsPlaced(task) ? _builder.Plan.AgentsOf(task)[0] : -1;

    /// <inheritdoc/>
    public Assignment Answer() => _builder.Finish();

    private IEnumerable<int> Wished(int task, int wish) => problem.Tasks[task].IsCoalition
        ? _builder.All.Skip(wish).Concat(_builder.All.Take(wish))
        : [wish];
}

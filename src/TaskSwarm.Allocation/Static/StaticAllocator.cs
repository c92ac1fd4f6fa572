using System.Numerics;
using TaskSwarm.Allocation.Planning;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Static;

/// <summary>
/// Who does what is fixed beforehand and looks at no load: the baseline for all others. Rules: <c>round-robin</c> (task
/// k to agent k modulo agents, or the next that can do it), <c>by-skill</c> (round robin among those whose skills
/// exceed the needed ones least), <c>table</c> (a fixed table; whose agent is not up goes round robin).
/// </summary>
internal sealed class StaticAllocator(StrategyOptions options) : IAllocator
{
    public static readonly string[] Rules = ["round-robin", "by-skill", "table"];

    private readonly string _rule = Rule.Of(options, Rules);

    /// <inheritdoc/>
    public string Name => "static";

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) =>
        _rule == "table" && problem.Tasks.FirstOrDefault(t => !options.Table.ContainsKey(t.Name)) is { } missing
            ? $"the table of static names no agent for '{missing.Name}'"
            : null;

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        var builder = new PlanBuilder(problem);
        foreach (int task in new TaskGraph(problem).Order())
        {
            builder.TryPlaceFirst(task, Preference(problem, task));
        }

        return builder.Finish();
    }

    private IEnumerable<int> Preference(AllocationProblem problem, int task)
    {
        // Counted by the task's number in the run, so that tasks that come one by one go round as well.
        int agents = problem.Agents.Count;
        int first = agents == 0 ? 0 : problem.Tasks[task].Id.Number % agents;
        IEnumerable<int> round = Enumerable.Range(0, agents).Select(i => (first + i) % agents);
        return _rule switch
        {
            "by-skill" => round.OrderBy(a => Surplus(problem, a, task)),
            "table" => round.OrderBy(a => problem.Agents[a].Name == options.Table[problem.Tasks[task].Name] ? 0 : 1),
            _ => round,
        };
    }

    private static int Surplus(AllocationProblem problem, int agent, int task) =>
        BitOperations.PopCount(problem.Agents[agent].Skills & ~problem.Tasks[task].Skills);
}

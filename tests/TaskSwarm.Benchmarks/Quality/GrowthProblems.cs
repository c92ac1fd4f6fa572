using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>Problems that differ in nothing but their size.</summary>
internal static class GrowthProblems
{
    /// <summary>The shapes: tasks of their own on unlike agents; the same with two inputs each; generalised assignment.
    /// </summary>
    public static readonly string[] Shapes = ["free", "graph", "gap"];

    public static AllocationProblem Of(string shape, int tasks, int agents)
    {
        var random = new RandomStream(7, "growth", $"{shape} {tasks} x {agents}");
        return shape == "gap" ? Budgets(random, tasks, agents) : Times(random, tasks, agents, shape == "graph");
    }

    /// <summary>Seconds of work from 1 to 100, unrelated; each task of a graph waits for up to two before it.</summary>
    private static AllocationProblem Times(RandomStream random, int tasks, int agents, bool isGraph) => new()
    {
        Agents = [.. Enumerable.Range(0, agents).Select(Agent)],
        Tasks = [.. Enumerable.Range(0, tasks).Select(t => Task(t) with
        {
            Inputs = isGraph && t > 0
                ? [.. Enumerable.Range(0, 2).Select(_ => random.NextInt(t)).Distinct().Select(p => new TaskInput(p, 0))]
                : [],
        })],
        Duration = PairTable.Of(agents, tasks, (_, _) => 1e6 * (1 + random.NextInt(100))),
        Cost = PairTable.Of(agents, tasks, (_, _) => 1 + random.NextInt(100)),
        Objective = new AllocationObjective { Makespan = 1, Cost = 0.01 },
    };

    /// <summary>Costs and needs as in type c of the OR-Library, with budgets that leave room for one task more.
    /// </summary>
    private static AllocationProblem Budgets(RandomStream random, int tasks, int agents) => new()
    {
        Agents = [.. Enumerable.Range(0, agents)
            .Select(a => Agent(a) with { Budget = Math.Floor(25 + (15.0 * tasks / agents)) })],
        Tasks = [.. Enumerable.Range(0, tasks).Select(Task)],
        Cost = PairTable.Of(agents, tasks, (_, _) => 10 + random.NextInt(41)),
        Need = PairTable.Of(agents, tasks, (_, _) => 5 + random.NextInt(21)),
        Objective = AllocationObjective.ForCost,
    };

    private static AllocationAgent Agent(int a) => new(new AgentId(a + 1), $"agent-{a}");

    private static AllocationTask Task(int t) => new(new TaskId(t), $"task-{t}");
}

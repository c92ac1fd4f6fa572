using Shouldly;
using TaskSwarm.Allocation.LinearProgramming;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Allocation;

public sealed class MipTests
{
    [Fact]
    public void Three_tasks_in_a_row_are_all_done_when_they_are_due()
    {
        AllocationTask[] tasks = [.. Enumerable.Range(0, 3).Select(t => Task(t) with
        {
            Skills = 1UL << t,
            Due = SimTime.FromSeconds(5 * (t + 1)),
            Inputs = t == 0 ? [] : [new TaskInput(t - 1, 0)],
        })];
        var problem = new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, 3).Select(a => Agent(a) with { Skills = 1UL << a })],
            Tasks = tasks,
            Duration = PairTable.Same(5e6),
            Objective = new AllocationObjective { Tardiness = 1, Makespan = 1 },
        };
        ExhaustiveSearch.Optimum(problem).ShouldBe(15);
        Assignment answer = Solve(problem);
        answer.IsOptimal.ShouldBeTrue();
        answer.Objective.ShouldBe(15, "makespan 15 and no tardiness");
        answer.Placements.Select(p => p.End.Seconds).ShouldBe([5, 10, 15]);
    }

    [Fact]
    public void Three_tasks_on_resources_of_their_own_end_with_the_longest()
    {
        var problem = new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, 3).Select(a => Agent(a) with { Skills = 1UL << a })],
            Tasks = [.. Enumerable.Range(0, 3).Select(t => Task(t) with { Skills = 1UL << t })],
            Duration = PairTable.PerTask([5e6, 10e6, 15e6]),
        };
        ExhaustiveSearch.Optimum(problem).ShouldBe(15);
        Solve(problem).Objective.ShouldBe(15);
    }

    [Fact]
    public void Tiny_problems_are_solved_as_exhaustive_search_solves_them() => LawCases.ForSeeds(
        25, seed =>
        {
            AllocationProblem problem = Some((ulong)seed);
            Assignment answer = Solve(problem);
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            double optimum = ExhaustiveSearch.Optimum(problem);
            answer.Objective.ShouldBe(optimum, 1e-6 * Math.Max(1, Math.Abs(optimum)));
            answer.Bound.ShouldBeLessThanOrEqualTo(optimum + 1e-6);
        });

    [Fact]
    public void What_is_too_large_is_refused_with_its_size() => new MipAllocator(1).Objection(new AllocationProblem
    {
        Agents = [.. Enumerable.Range(0, 1000).Select(Agent)],
        Tasks = [.. Enumerable.Range(0, 10_000).Select(Task)],
    }).ShouldBe("mip reaches 200000 pairs of agents and tasks; the problem has 10000000");

    private static Assignment Solve(AllocationProblem problem)
    {
        var mip = new MipAllocator(1);
        mip.Objection(problem).ShouldBeNull();
        return mip.Allocate(problem, new RandomStream(1, "a", "b"));
    }

    /// <summary>Costs, budgets, releases, due dates, precedence and transfers, in any mix.</summary>
    private static AllocationProblem Some(ulong seed)
    {
        var random = new RandomStream(seed, "problem", "tiny");
        (int agents, int tasks) = (1 + random.NextInt(3), 1 + random.NextInt(4));
        (bool budgets, bool graph) = (random.NextInt(2) == 0, random.NextInt(2) == 0);
        AllocationObjective[] objectives =
        [
            AllocationObjective.ForMakespan, AllocationObjective.ForCost,
            new() { Tardiness = 2, Makespan = 1 }, new() { Response = 1, Cost = 0.5 }, new() { Cost = 1, Unplaced = 4 },
        ];
        AllocationTask[] list = [.. Enumerable.Range(0, tasks).Select(t => Task(t) with
        {
            Release = SimTime.FromSeconds(graph ? random.NextInt(5) : 0),
            Due = SimTime.FromSeconds(random.NextInt(12)),
            Inputs = graph && t > 0 && random.NextInt(2) == 0
                ? [new TaskInput(random.NextInt(t), random.NextInt(3) * 10)]
                : [],
        })];
        return new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, agents).Select(a => Agent(a) with
            {
                Budget = budgets ? 4 + random.NextInt(5) : double.PositiveInfinity,
                BytesPerSecond = graph ? 5 * (1 + random.NextInt(2)) : double.PositiveInfinity,
            })],
            Tasks = list,
            Duration = PairTable.Of(agents, tasks, (_, _) => 1e6 * (1 + random.NextInt(6))),
            Cost = PairTable.Of(agents, tasks, (_, _) => 1 + random.NextInt(9)),
            Need = PairTable.Of(agents, tasks, (_, _) => 1 + random.NextInt(4)),
            Objective = objectives[random.NextInt(objectives.Length)],
        };
    }

    private static AllocationAgent Agent(int a) => new(new AgentId(a), $"agent-{a}");

    private static AllocationTask Task(int t) => new(new TaskId(t), $"task-{t}");
}

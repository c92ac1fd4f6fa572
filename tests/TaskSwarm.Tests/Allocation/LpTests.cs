using Shouldly;
using TaskSwarm.Allocation.LinearProgramming;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Allocation;

public sealed class LpTests
{
    [Fact]
    public void The_relaxation_bounds_what_exhaustive_search_finds() => LawCases.ForSeeds(
        100, seed =>
        {
            AllocationProblem problem = Budgets(new RandomStream((ulong)seed, "problem", "lp"));
            Assignment answer = Solve(problem);
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            double optimum = ExhaustiveSearch.Optimum(problem);
            answer.Bound.ShouldBeLessThanOrEqualTo(optimum + 1e-9);
            answer.Objective.ShouldBeGreaterThanOrEqualTo(optimum - (1e-9 * Math.Max(1, Math.Abs(optimum))));
            if (answer.IsOptimal)
            {
                answer.Objective.ShouldBe(optimum, 1e-6 * Math.Max(1, Math.Abs(optimum)));
            }
        });

    [Fact]
    public void Without_budgets_the_relaxation_is_whole_and_so_the_optimum() => LawCases.ForSeeds(
        100, seed =>
        {
            var random = new RandomStream((ulong)seed, "problem", "assignment");
            int size = 1 + random.NextInt(30);
            AllocationProblem problem = new()
            {
                Agents = [.. Enumerable.Range(0, size).Select(a => Agent(a) with { MaxTasks = 1 })],
                Tasks = [.. Enumerable.Range(0, size).Select(Task)],
                Cost = PairTable.Of(size, size, (_, _) => random.NextInt(1000) / 10.0),
                Objective = AllocationObjective.ForCost,
            };
            Assignment answer = Solve(problem);
            answer.IsOptimal.ShouldBeTrue();
            answer.Objective.ShouldBe(CheapestByAugmentation(problem), 1e-6);
        });

    [Fact]
    public void Linear_assignment_finds_the_cheapest_of_all_permutations() => LawCases.ForSeeds(
        200, seed =>
        {
            var random = new RandomStream((ulong)seed, "prices", "lp");
            int rows = 1 + random.NextInt(5), columns = rows + random.NextInt(3);
            double[,] price = new double[rows, columns];
            for (int i = 0; i < price.Length; i++)
            {
                price[i / columns, i % columns] = random.NextInt(4) == 0
                    ? double.PositiveInfinity
                    : (random.NextDouble() * 50) - 10;
            }

            int[] chosen = LinearAssignment.Solve(price);
            chosen.Distinct().Count().ShouldBe(rows);
            LinearAssignment.Solve(price).ShouldBe(chosen);
            (int never, double sum) = Best(price, 0, [], (0, 0));
            double[] paid = [.. chosen.Select((c, r) => price[r, c])];
            paid.Count(double.IsPositiveInfinity).ShouldBe(never);
            paid.Where(double.IsFinite).Sum().ShouldBe(sum, 1e-6);
        });

    [Fact]
    public void What_is_too_large_or_needs_a_team_is_refused_with_the_reason()
    {
        new LpAllocator().Objection(new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, 1000).Select(Agent)],
            Tasks = [.. Enumerable.Range(0, 10_000).Select(Task)],
        }).ShouldBe("lp reaches 200000 pairs of agents and tasks; the problem has 10000000");
        new LpAllocator().Objection(new AllocationProblem
        {
            Agents = [Agent(0)],
            Tasks = [Task(0) with { IsCoalition = true }],
        }).ShouldBe("lp gives every task to one agent, and some need a coalition");
    }

    private static Assignment Solve(AllocationProblem problem)
    {
        var lp = new LpAllocator();
        lp.Objection(problem).ShouldBeNull();
        return lp.Allocate(problem, new RandomStream(1, "a", "b"));
    }

    /// <summary>Costs, budgets, limits on tasks, skills, worth and prices for what is left over, in any mix.</summary>
    private static AllocationProblem Budgets(RandomStream random)
    {
        (int agents, int tasks) = (1 + random.NextInt(3), 1 + random.NextInt(4));
        double[] unplaced = [1e9, 1e9, 20, 3, 0];
        return new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, agents).Select(a => Agent(a) with
            {
                Budget = random.NextInt(4) == 0 ? double.PositiveInfinity : 3 + (random.NextDouble() * 8),
                MaxTasks = random.NextInt(3) == 0 ? 2 : int.MaxValue,
                Skills = (ulong)random.NextInt(4),
            })],
            Tasks = [.. Enumerable.Range(0, tasks).Select(t => Task(t) with
            {
                Skills = random.NextInt(3) == 0 ? 1UL : 0,
                Value = random.NextInt(10),
            })],
            Cost = PairTable.Of(agents, tasks, (_, _) => random.NextInt(20) - 3 + random.NextDouble()),
            Need = PairTable.Of(agents, tasks, (_, _) => 1 + (random.NextDouble() * 5)),
            Objective = new AllocationObjective
            {
                Cost = 1,
                Worth = random.NextInt(3) == 0 ? 1 : 0,
                Unplaced = unplaced[random.NextInt(unplaced.Length)],
            },
        };
    }

    private static (int Never, double Sum) Best(double[,] price, int row, int[] taken, (int Never, double Sum) paid)
    {
        if (row == price.GetLength(0))
        {
            return paid;
        }

        return Enumerable.Range(0, price.GetLength(1)).Where(c => !taken.Contains(c)).Min(c => Best(
            price, row + 1, [.. taken, c], double.IsFinite(price[row, c])
                ? (paid.Never, paid.Sum + price[row, c])
                : (paid.Never + 1, paid.Sum)));
    }

    /// <summary>By cancelling negative cycles of exchanges (Bellman and Ford): another way altogether.</summary>
    private static double CheapestByAugmentation(AllocationProblem problem)
    {
        int size = problem.Tasks.Count;
        int[] agentOf = [.. Enumerable.Range(0, size)];
        while (Cycle(problem, agentOf) is { } cycle)
        {
            int first = agentOf[cycle[0]];
            for (int i = 0; i < cycle.Count; i++)
            {
                agentOf[cycle[i]] = i + 1 < cycle.Count ? agentOf[cycle[i + 1]] : first;
            }
        }

        return agentOf.Select((a, t) => problem.Cost[a, t]).Sum();
    }

    /// <summary>Tasks of which each saves by taking the agent of the next.</summary>
    private static List<int>? Cycle(AllocationProblem problem, int[] agentOf)
    {
        int size = agentOf.Length;
        double[] way = new double[size];
        int[] ahead = new int[size];
        int last = -1;
        for (int pass = 0; pass < size; pass++)
        {
            last = -1;
            for (int from = 0; from < size; from++)
            {
                for (int to = 0; to < size; to++)
                {
                    double saved = problem.Cost[agentOf[to], from] - problem.Cost[agentOf[from], from];
                    if (way[from] + saved < way[to] - 1e-9)
                    {
                        (way[to], ahead[to], last) = (way[from] + saved, from, to);
                    }
                }
            }
        }

        if (last < 0)
        {
            return null;
        }

        for (int i = 0; i < size; i++)
        {
            last = ahead[last];
        }

        List<int> cycle = [last];
        for (int at = ahead[last]; at != last; at = ahead[at])
        {
            cycle.Insert(0, at);
        }

        return cycle;
    }

    private static AllocationAgent Agent(int a) => new(new AgentId(a), $"agent-{a}");

    private static AllocationTask Task(int t) => new(new TaskId(t), $"task-{t}");
}

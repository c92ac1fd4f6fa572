using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Tests.Allocation.Auctions;
using Xunit;

namespace TaskSwarm.Tests.Allocation.ContractNet;

public sealed class ContractNetAllocatorTests
{
    private static readonly string Benchmarks = Path.Combine(WorkingCopy.Root, "..", "shared", "benchmarks");

    private static readonly string[] Separators = [" ", "\t", "\r\n", "\n"];

    [Property(MaxTest = 60)]
    public Property Schedules_break_nothing_and_re_auction_never_makes_them_worse() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            AllocationProblem problem = AuctionTests.Graph(new RandomStream((ulong)seed, "graph", "net"));
            Assignment called = Ask(problem, 0);
            Assignment answer = Ask(problem, 1);
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            answer.Placed.ShouldBe(problem.Tasks.Count);
            answer.Objective.ShouldBeLessThanOrEqualTo(called.Objective);
        });

    [Property(MaxTest = 60)]
    public Property Budgets_hold_and_re_auction_never_raises_the_cost() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            AllocationProblem problem = Some(new RandomStream((ulong)seed, "gap", "net"));
            Assignment called = Ask(problem, 0);
            Assignment answer = Ask(problem, 1);
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            answer.Objective.ShouldBeLessThanOrEqualTo(called.Objective + 1e-6);
            Ask(problem, 1).Objective.ShouldBe(answer.Objective);
        });

    [SkippableFact]
    public void Public_generalised_assignments_are_within_three_percent_of_the_best_known()
    {
        Skip.IfNot(Directory.Exists(Benchmarks), "the public benchmarks are not beside the working copy");
        var gaps = new List<double>();
        foreach (string[] row in File.ReadLines(Path.Combine(Benchmarks, "gap", "best_known.csv")).Skip(1)
            .Select(l => l.Split(',')).Where(r => r[0][0] is not ('d' or 'e') && r[0].Length < 8))
        {
            string file = Path.Combine(Benchmarks, "gap", "instances", row[0] + ".txt");
            if (File.Exists(file))
            {
                Assignment answer = Ask(Gap(file, row[3] == "max"), 1);
                double best = Math.Abs(double.Parse(row[5], CultureInfo.InvariantCulture));
                gaps.Add((Math.Abs(answer.Objective) - best) / best * (row[3] == "max" ? -1 : 1));
            }
        }

        gaps.Count.ShouldBeGreaterThan(40);
        gaps.ShouldAllBe(g => g > -1e-9 && g < 0.2);
        gaps.Average().ShouldBeLessThan(0.03, string.Join(" ", gaps));
    }

    [SkippableFact]
    public void Public_task_graphs_are_within_five_percent_of_the_best_makespan()
    {
        Skip.IfNot(Directory.Exists(Benchmarks), "the public benchmarks are not beside the working copy");
        var gaps = new List<double>();
        foreach (string[] row in File.ReadLines(Path.Combine(Benchmarks, "dag-stg", "best_known.csv")).Skip(1)
            .Select(l => l.Split(',')).Where((_, at) => at % 5 == 0))
        {
            string file = Path.Combine(Benchmarks, "dag-stg", "instances", row[0]);
            Assignment answer = Ask(Stg(file, int.Parse(row[5], CultureInfo.InvariantCulture)), 1);
            gaps.Add((answer.Objective / double.Parse(row[6], CultureInfo.InvariantCulture)) - 1);
        }

        gaps.Count.ShouldBeGreaterThan(40);
        gaps.ShouldAllBe(g => g > -1e-9);
        gaps.Average().ShouldBeLessThan(0.05, string.Join(" ", gaps));
    }

    private static Assignment Ask(AllocationProblem problem, int rounds) =>
        new ContractNetAllocator("contract-net", new StrategyOptions { MaxRounds = rounds, Effort = 0.05 }, false)
            .Allocate(problem, new RandomStream(1, "test", "net"));

    private static AllocationProblem Some(RandomStream random)
    {
        (int agents, int tasks) = (1 + random.NextInt(4), 1 + random.NextInt(15));
        return Costs(
            [.. Enumerable.Range(0, agents).Select(_ => random.NextUniform(5, 40))], tasks,
            PairTable.Of(agents, tasks, (_, _) => random.NextUniform(1, 20)),
            PairTable.Of(agents, tasks, (_, _) => random.NextUniform(1, 10)));
    }

    private static AllocationProblem Stg(string file, int processors)
    {
        int[] n =
        [
            .. File.ReadLines(file).Where(l => !l.StartsWith('#'))
                .SelectMany(l => l.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
                .Select(w => int.Parse(w, CultureInfo.InvariantCulture)),
        ];
        var tasks = new List<AllocationTask>();
        var lengths = new List<double>();
        for (int at = 1; at + 2 < n.Length && tasks.Count < n[0] + 2; at += 3 + n[at + 2])
        {
            lengths.Add(n[at + 1] * 1e6);
            tasks.Add(new AllocationTask(new TaskId(n[at]), $"t{n[at]}")
            {
                Inputs = [.. n[(at + 3)..(at + 3 + n[at + 2])].Select(i => new TaskInput(i, 0))],
            });
        }

        return new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, processors).Select(a => new AllocationAgent(new AgentId(a), $"a{a}"))],
            Tasks = tasks,
            Duration = PairTable.PerTask(lengths),
        };
    }

    private static AllocationProblem Gap(string file, bool isMax)
    {
        double[] n =
        [
            .. File.ReadAllText(file).Split(Separators, StringSplitOptions.RemoveEmptyEntries)
                .Select(w => double.Parse(w, CultureInfo.InvariantCulture)),
        ];
        (int agents, int tasks) = ((int)n[0], (int)n[1]);
        int size = agents * tasks;
        return Costs(
            n[(2 + (2 * size))..(2 + (2 * size) + agents)], tasks,
            PairTable.Of(agents, tasks, (a, t) => n[2 + (a * tasks) + t] * (isMax ? -1 : 1)),
            PairTable.Of(agents, tasks, (a, t) => n[2 + size + (a * tasks) + t]));
    }

    private static AllocationProblem Costs(double[] budgets, int tasks, PairTable cost, PairTable need) => new()
    {
        Agents = [.. budgets.Select((b, a) => new AllocationAgent(new AgentId(a), $"a{a}") { Budget = b })],
        Tasks = [.. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"t{t}"))],
        Cost = cost,
        Need = need,
        Objective = AllocationObjective.ForCost,
    };
}

using System.Globalization;
using System.IO.Compression;
using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace TaskSwarm.Tests.Allocation;

/// <summary>Searches held against published optima, where the instances lie beside the repository.</summary>
public sealed class SearchQualityTests(ITestOutputHelper output)
{
    private static readonly string? Benchmarks = Find();

    [SkippableTheory]
    [InlineData("genetic", 0.01, 0)]
    [InlineData("annealing", 0.02, 0)]
    [InlineData("quantum-annealing", 0.05, 2)]
    public void Generalised_assignment_comes_close_to_the_optimum(string name, double mostGap, int mostIncomplete)
    {
        Skip.If(Benchmarks is null, "the public instances are not here");
        var gaps = new List<double>();
        int incomplete = 0;
        foreach (string[] row in Rows("gap").Where(r => r[0][0] is not ('d' or 'e')))
        {
            double best = double.Parse(row[5], CultureInfo.InvariantCulture);
            Assignment answer = Answer(Gap(row[0], row[3] == "max"), name);
            if (answer.Placed < answer.Placements.Count)
            {
                incomplete++;
                continue;
            }

            gaps.Add(Math.Abs(Math.Abs(answer.Objective) - best) / best);
        }

        incomplete.ShouldBeLessThanOrEqualTo(mostIncomplete);

        Report(name, gaps, mostGap);
    }

    [SkippableTheory]
    [InlineData("genetic", 0.01, 1)]
    [InlineData("annealing", 0.01, 1)]
    [InlineData("mip", 0.01, 10)]
    public void Task_graphs_come_close_to_the_shortest_makespan_and_are_never_longer_than_by_heft(
        string name, double mostGap, int every)
    {
        Skip.If(Benchmarks is null, "the public instances are not here");
        var gaps = new List<double>();
        foreach (string[] row in Rows("dag-stg").Where((_, i) => i % every == 0))
        {
            AllocationProblem problem = Graph(row[0], int.Parse(row[5], CultureInfo.InvariantCulture));
            double best = double.Parse(row[6], CultureInfo.InvariantCulture);
            Assignment answer = Answer(problem, name);
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            answer.Objective.ShouldBeLessThanOrEqualTo(Answer(problem, "heft").Objective);
            answer.Objective.ShouldBeGreaterThanOrEqualTo(
                double.Parse(row[row[8] == "yes" ? 6 : 9], CultureInfo.InvariantCulture), $"{row[0]} on {row[5]}");
            gaps.Add((answer.Objective - best) / best);
        }

        Report(name, gaps, mostGap);
    }

    [SkippableTheory]
    [InlineData("static", 2)]
    [InlineData("load-balancing", 2)]
    [InlineData("spt", 1)]
    [InlineData("longest-path", 0.02)]
    [InlineData("heft", 0.02)]
    [InlineData("quantum-annealing", 0.15)]
    public void Lists_and_annealed_bits_lie_within_what_is_known_of_them_on_task_graphs(string name, double mostGap)
    {
        Skip.If(Benchmarks is null, "the public instances are not here");
        Report(
            name,
            [
                .. Rows("dag-stg").Select(row => (
                    Found: Answer(Graph(row[0], int.Parse(row[5], CultureInfo.InvariantCulture)), name).Objective,
                    Best: double.Parse(row[6], CultureInfo.InvariantCulture)))
                    .Select(x => (x.Found - x.Best) / x.Best),
            ],
            mostGap);
    }

    private void Report(string name, List<double> gaps, double mostGap)
    {
        output.WriteLine($"{name}: mean gap {gaps.Average():P2}, worst {gaps.Max():P2}, {gaps.Count} instances");
        gaps.Average().ShouldBeLessThan(mostGap);
    }

    private static Assignment Answer(AllocationProblem problem, string name) => AllocatorCatalog.Instance
        .CreateAllocator(name, new StrategyOptions()).Allocate(problem, new RandomStream(1, name, "quality"));

    private static AllocationProblem Gap(string name, bool isMax)
    {
        double[] numbers = Numbers("gap", name + ".txt");
        (int agents, int tasks) = ((int)numbers[0], (int)numbers[1]);
        return new AllocationProblem
        {
            Agents =
            [
                .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a + 1), $"a{a}")
                {
                    Budget = numbers[2 + (2 * agents * tasks) + a],
                }),
            ],
            Tasks = [.. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"t{t}"))],
            Cost = PairTable.Of(agents, tasks, (a, t) => numbers[2 + (a * tasks) + t] * (isMax ? -1 : 1)),
            Need = PairTable.Of(agents, tasks, (a, t) => numbers[2 + (agents * tasks) + (a * tasks) + t]),
            Objective = AllocationObjective.ForCost,
        };
    }

    private static AllocationProblem Graph(string name, int processors)
    {
        double[] numbers = Numbers("dag-stg", name);
        (var durations, var tasks, int at) = (new List<double>(), new List<AllocationTask>(), 1);
        while (tasks.Count < numbers[0] + 2)
        {
            int parents = (int)numbers[at + 2];
            durations.Add(numbers[at + 1] * 1e6);
            tasks.Add(new AllocationTask(new TaskId(tasks.Count), $"t{tasks.Count}")
            {
                Inputs = [.. numbers[(at + 3)..(at + 3 + parents)].Select(p => new TaskInput((int)p, 0))],
            });
            at += 3 + parents;
        }

        return new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, processors).Select(p => new AllocationAgent(new AgentId(p + 1), $"p{p}"))],
            Tasks = tasks,
            Duration = PairTable.PerTask(durations),
        };
    }

    private static double[] Numbers(string set, string name)
    {
        string file = Path.Combine(Benchmarks!, set, "instances", name);
        using Stream stream = File.Exists(file)
            ? File.OpenRead(file)
            : new GZipStream(File.OpenRead(file + ".gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#'))
                .SelectMany(l => l.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
                .Select(w => double.Parse(w, CultureInfo.InvariantCulture)),
        ];
    }

    private static IEnumerable<string[]> Rows(string set) => File
        .ReadLines(Path.Combine(Benchmarks!, set, "best_known.csv")).Skip(1).Select(l => l.Split(','))
        .Where(r => r[5].Length > 0);

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string shared = Path.Combine(at.FullName, "shared", "benchmarks");
            if (Directory.Exists(shared))
            {
                return shared;
            }
        }

        return null;
    }
}

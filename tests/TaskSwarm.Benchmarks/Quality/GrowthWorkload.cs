using System.Diagnostics;
using ScottPlot;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>
/// Cost of growth: how long the central form of each strategy thinks about tasks x agents, from 10 x 10 to
/// 10,000 x 1,000, without and with precedence. <c>--strategies a,b</c> (else all), <c>--effort X</c>, <c>--patience
/// S</c>: a strategy that took longer than that is not asked for larger sizes; <c>--picture FILE.svg</c>.
/// </summary>
public static class GrowthWorkload
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "growth";

    private static readonly (int Tasks, int Agents)[] Sizes =
        [(10, 10), (100, 10), (100, 100), (1_000, 100), (10_000, 1_000)];

    /// <summary>Measures and prints a markdown table.</summary>
    /// <returns>0 if no answer broke a rule, else 1.</returns>
    public static int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string[] strategies = Option(args, "--strategies")?.Split(',') ?? [.. AllocatorCatalog.Instance.All
            .Select(s => s.Name).Where(AllocatorCatalog.HasCentralForm)];
        double patience = Table.Number(Option(args, "--patience") ?? "30");
        var options = new StrategyOptions { Effort = Table.Number(Option(args, "--effort") ?? "1") };
        string sizes = string.Join(" | ", Sizes.Select(s => $"{s.Tasks} x {s.Agents}"));
        Console.WriteLine($"| strategy | shape | {sizes} |");
        Console.WriteLine("|---|---|" + string.Concat(Sizes.Select(_ => "---:|")));
        var picture = new Plot();
        var notes = new SortedSet<string>(StringComparer.Ordinal);
        bool isSound = true;
        foreach (string strategy in strategies)
        {
            foreach (bool graph in new[] { false, true })
            {
                IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(strategy, options);
                double[] seconds = Measure(allocator, graph, patience, notes, ref isSound);
                string cells = string.Join(" | ", seconds.Select(Cell));
                Console.WriteLine($"| {strategy} | {(graph ? "graph" : "free")} | {cells} |");
                if (!graph)
                {
                    Draw(picture, strategy, seconds);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(string.Join("\n", notes.Select(n => $"- {n}")));
        Save(picture, Option(args, "--picture"));
        return isSound ? 0 : 1;
    }

    private static double[] Measure(
        IAllocator allocator, bool graph, double patience, SortedSet<string> notes, ref bool isSound)
    {
        double[] seconds = [.. Sizes.Select(_ => double.NaN)];
        for (int i = 0; i < Sizes.Length; i++)
        {
            AllocationProblem problem = Problem(Sizes[i].Tasks, Sizes[i].Agents, graph);
            if (allocator.Objection(problem) is { } objection)
            {
                notes.Add(objection);
                continue;
            }

            var watch = Stopwatch.StartNew();
            Assignment answer = allocator.Allocate(problem, new RandomStream(1, "growth", allocator.Name));
            seconds[i] = watch.Elapsed.TotalSeconds;
            isSound &= Sizes[i].Tasks > 1_000 || AssignmentAudit.Check(problem, answer).Count == 0;
            if (seconds[i] > patience)
            {
                notes.Add($"{allocator.Name}: not asked beyond {Sizes[i].Tasks} x {Sizes[i].Agents} (patience)");
                break;
            }
        }

        return seconds;
    }

    private static AllocationProblem Problem(int tasks, int agents, bool graph)
    {
        var random = new RandomStream(7, "growth", $"{tasks}x{agents}");
        return new AllocationProblem
        {
            Agents = [.. Enumerable.Range(0, agents)
                .Select(a => new AllocationAgent(new AgentId(a + 1), $"agent-{a}"))],
            Tasks = [.. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"task-{t}")
            {
                Inputs = graph && t > 0
                    ? [.. Enumerable.Range(0, 2).Select(_ => random.NextInt(t)).Distinct()
                        .Select(p => new TaskInput(p, 0))]
                    : [],
            })],
            Duration = PairTable.Of(agents, tasks, (_, _) => 1e6 * (1 + random.NextInt(100))),
            Cost = PairTable.Of(agents, tasks, (_, _) => 1 + random.NextInt(100)),
            Objective = new AllocationObjective { Makespan = 1, Cost = 0.01 },
        };
    }

    private static string Cell(double seconds) => double.IsNaN(seconds)
        ? "-"
        : FormattableString.Invariant($"{seconds:0.0000} s");

    private static void Draw(Plot picture, string strategy, double[] seconds)
    {
        int[] known = [.. Enumerable.Range(0, seconds.Length).Where(i => !double.IsNaN(seconds[i]))];
        if (known.Length > 0)
        {
            double[] pairs = [.. known.Select(i => Math.Log10((double)Sizes[i].Tasks * Sizes[i].Agents))];
            picture.Add.Scatter(pairs, known.Select(i => Math.Log10(Math.Max(1e-6, seconds[i]))).ToArray())
                .LegendText = strategy;
        }
    }

    private static void Save(Plot picture, string? path)
    {
        if (path is not null)
        {
            picture.XLabel("tasks x agents (power of ten)");
            picture.YLabel("seconds (power of ten)");
            picture.ShowLegend(Alignment.UpperLeft);
            picture.SaveSvg(path, 1000, 700);
        }
    }

    private static string? Option(string[] args, string option)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

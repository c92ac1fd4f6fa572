using ScottPlot;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>
/// Cost of growth: how much processor time the central form of each strategy takes for tasks x agents, from 10 x 10 to
/// 10,000 x 1,000, in three shapes. <c>--strategies a,b</c> (else all), <c>--shapes free,graph,gap</c>,
/// <c>--effort X</c>, <c>--most PAIRS</c> for smaller problems only, <c>--pictures DIR</c> for a picture a shape (SVG,
/// and PNG to look at). A strategy that cannot reach a size says so at once; the reasons stand below the tables.
/// </summary>
public static class GrowthWorkload
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "growth";

    private static readonly (int Tasks, int Agents)[] Sizes =
    [
        (10, 10), (100, 10), (100, 100), (1_000, 100), (1_000, 1_000), (10_000, 100), (10_000, 1_000),
    ];

    /// <summary>Measures and prints a markdown table for each shape.</summary>
    /// <returns>0 if no answer broke a rule, else 1.</returns>
    public static int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string[] strategies = Option(args, "--strategies")?.Split(',') ?? [.. AllocatorCatalog.Instance.All
            .Select(s => s.Name).Where(AllocatorCatalog.HasCentralForm)];
        var options = new StrategyOptions { Effort = Table.Number(Option(args, "--effort") ?? "1") };
        double most = Table.Number(Option(args, "--most") ?? "1e9");
        (int Tasks, int Agents)[] sizes = [.. Sizes.Where(s => (double)s.Tasks * s.Agents <= most)];
        bool isSound = true;
        foreach (string shape in Option(args, "--shapes")?.Split(',') ?? GrowthProblems.Shapes)
        {
            Console.WriteLine($"\n### {shape}\n");
            string heads = string.Join(" | ", sizes.Select(s =>
                FormattableString.Invariant($"{s.Tasks:N0} x {s.Agents:N0}")));
            Console.WriteLine($"| strategy | {heads} |");
            Console.WriteLine("|---|" + string.Concat(sizes.Select(_ => "---:|")));
            AllocationProblem[] problems = [.. sizes.Select(s => GrowthProblems.Of(shape, s.Tasks, s.Agents))];
            var refusals = new List<string>();
            var lines = new List<(string Strategy, double[] Seconds)>();
            foreach (string strategy in strategies)
            {
                IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(strategy, options);
                double[] seconds = [.. problems.Select(p => Measure(allocator, p, refusals, ref isSound))];
                Console.WriteLine($"| {strategy} | {string.Join(" | ", seconds.Select(Cell))} |");
                lines.Add((strategy, seconds));
            }

            Console.WriteLine("\n" + string.Join("\n", refusals.Distinct().Select(r => $"- {r}")));
            if (Option(args, "--pictures") is { } folder)
            {
                Draw(sizes, lines, Path.Combine(folder, $"growth-{shape}"));
            }
        }

        return isSound ? 0 : 1;
    }

    private static double Measure(
        IAllocator allocator, AllocationProblem problem, List<string> refusals, ref bool isSound)
    {
        if (allocator.Objection(problem) is { } objection)
        {
            refusals.Add(objection);
            return double.NaN;
        }

        (Assignment answer, double seconds) = ProcessorTime.Of(() =>
            allocator.Allocate(problem, new RandomStream(1, "growth", allocator.Name)));
        IReadOnlyList<string> wrong = AssignmentAudit.Check(problem, answer);
        isSound &= wrong.Count == 0;
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{allocator.Name} {problem.Tasks.Count} x {problem.Agents.Count}: {seconds:0.0000} s, {answer.Objective}")
            + string.Concat(wrong.Take(3).Select(w => "; " + w)));
        return seconds;
    }

    private static string Cell(double seconds) => double.IsNaN(seconds) ? "refused"
        : seconds < 0.01 ? "< 10 ms"
        : seconds < 1 ? FormattableString.Invariant($"{seconds * 1000:0} ms")
        : FormattableString.Invariant($"{seconds:0.0} s");

    /// <summary>One place for each size, and time in powers of ten; what takes less than 10 ms lies on the floor.
    /// </summary>
    private static void Draw(
        (int Tasks, int Agents)[] sizes, List<(string Strategy, double[] Seconds)> lines, string path)
    {
        var picture = new Plot();
        MarkerShape[] marks = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp];
        LinePattern[] patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted];
        int drawn = 0;
        foreach ((string strategy, double[] seconds) in lines)
        {
            int[] known = [.. Enumerable.Range(0, seconds.Length).Where(i => !double.IsNaN(seconds[i]))];
            int style = drawn++ / 10 % marks.Length;
            if (known.Length > 0)
            {
                var line = picture.Add.Scatter(
                    known.Select(i => (double)i).ToArray(),
                    known.Select(i => Math.Log10(Math.Max(0.01, seconds[i]))).ToArray());
                line.LegendText = strategy;
                (line.MarkerShape, line.LinePattern) = (marks[style], patterns[style]);
            }
        }

        picture.Axes.Bottom.SetTicks(
            [.. Enumerable.Range(0, sizes.Length).Select(i => (double)i)],
            [.. sizes.Select(s => FormattableString.Invariant($"{s.Tasks:N0} x {s.Agents:N0}"))]);
        picture.Axes.Left.SetTicks([-2, -1, 0, 1, 2], ["10 ms", "100 ms", "1 s", "10 s", "100 s"]);
        picture.Axes.SetLimits(-0.3, sizes.Length - 0.7, -2.15, 2.15);
        picture.XLabel("tasks x agents");
        picture.YLabel("processor time");
        picture.Legend.FontSize = 11;
        picture.ShowLegend(Edge.Right);
        picture.SaveSvg(path + ".svg", 1000, 650);
        picture.SavePng(path + ".png", 1000, 650);
    }

    private static string? Option(string[] args, string option)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

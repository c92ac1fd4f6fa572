using System.Diagnostics;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>
/// Quality, not speed: what the central forms of strategies make of public instances, against the best known values.
/// <c>--workload quality-gap|quality-dag|quality-mrta|quality-cbba --strategies a,b,c</c>; <c>--set DIR</c> (with
/// <c>best_known.csv</c> and <c>instances/</c>), <c>--only PREFIX</c> of the case's name or of its set's,
/// <c>--effort X</c>, <c>--seed N</c>, <c>--verbose</c> for a line a case, <c>--plans DIR</c> for the plans that the
/// public checkers read.
/// </summary>
public static class QualityWorkload
{
    private static readonly (string Name, string Folder, Func<string, IEnumerable<QualityCase>> Read)[] Kinds =
    [
        ("quality-gap", "gap", GapCases.Read),
        ("quality-dag", "dag-stg", DagCases.Read),
        ("quality-mrta", "mrta", MrtaCases.Read),
        ("quality-cbba", "cbba", CbbaCases.Read),
    ];

    /// <summary>The names on the command line.</summary>
    public static IEnumerable<string> Names => Kinds.Select(k => k.Name);

    /// <summary>Answers every case by every strategy and prints the table.</summary>
    /// <returns>0 if no answer broke a rule, else 1.</returns>
    public static int Run(string workload, string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        (_, string name, Func<string, IEnumerable<QualityCase>> read) = Kinds.Single(k => k.Name == workload);
        string folder = Option(args, "--set") ?? Path.Combine("..", "shared", "benchmarks", name);
        string only = Option(args, "--only") ?? "";
        QualityCase[] cases = [.. read(folder).Where(c => c.Name.StartsWith(only, StringComparison.Ordinal)
            || c.Set.StartsWith(only, StringComparison.Ordinal))];
        var options = new StrategyOptions { Effort = Table.Number(Option(args, "--effort") ?? "1") };
        string[] strategies = (Option(args, "--strategies") ?? "mip").Split(',');
        Print($"{"set",-12} {"strategy",-22} {"cases",5} {"mean gap",9} {"worst",8} {"proven",6} {"short",5} {"s",8}");
        var results = new List<QualityResult>();
        foreach (string strategy in strategies)
        {
            IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(strategy, options);
            foreach (IGrouping<string, QualityCase> set in cases.GroupBy(c => c.Set))
            {
                QualityResult[] answers = [.. set.Select(c => Answer(allocator, c, args))];
                results.AddRange(answers);
                PrintLine(set.Key, strategy, answers);
            }

            PrintLine("all", strategy, [.. results.Where(r => r.Strategy == strategy)]);
        }

        return results.All(r => r.Wrong.Count == 0) ? 0 : 1;
    }

    private static QualityResult Answer(IAllocator allocator, QualityCase c, string[] args)
    {
        if (allocator.Objection(c.Problem) is { } objection)
        {
            Print($"{c.Name}: {allocator.Name} refuses: {objection}");
            return new QualityResult(allocator.Name) { Refused = true };
        }

        ulong seed = (ulong)Table.Number(Option(args, "--seed") ?? "1");
        var watch = Stopwatch.StartNew();
        Assignment answer = allocator.Allocate(c.Problem, new RandomStream(seed, c.Name, allocator.Name));
        double seconds = watch.Elapsed.TotalSeconds;
        IReadOnlyList<string> wrong = AssignmentAudit.Check(c.Problem, answer);
        int open = answer.Placements.Count - answer.Placed;
        if (args.Contains("--verbose") || wrong.Count > 0)
        {
            string proof = answer.IsOptimal ? "proven" : $"bound {answer.Bound:0.#####}";
            Print($"{c.Name,-20} {allocator.Name,-22} {c.Value(answer),12:0.#####} best {c.Best,12:0.#####}");
            Print($"    gap {c.GapPercent(answer):0.000}%  {proof}  not placed {open}  effort {answer.Effort}");
            Print($"    {seconds:0.00} s  {string.Join("; ", wrong)}");
        }

        if (Option(args, "--plans") is { } plans && open == 0)
        {
            Directory.CreateDirectory(Path.Combine(plans, allocator.Name));
            File.WriteAllText(Path.Combine(plans, allocator.Name, c.Name + ".json"), c.Plan(answer));
        }

        return new QualityResult(allocator.Name)
        {
            GapPercent = open == 0 || c.MayLeaveOpen ? c.GapPercent(answer) : null,
            IsProven = answer.IsOptimal,
            Seconds = seconds,
            Wrong = wrong,
        };
    }

    private static void PrintLine(string set, string strategy, QualityResult[] answers)
    {
        double[] gaps = [.. answers.Where(a => a.GapPercent is not null).Select(a => a.GapPercent!.Value)];
        (double mean, double worst) = gaps.Length == 0 ? (double.NaN, double.NaN) : (gaps.Average(), gaps.Max());
        int open = answers.Count(a => !a.Refused && a.GapPercent is null);
        string line = FormattableString.Invariant(
            $"{set,-12} {strategy,-22} {answers.Length,5} {mean,8:0.000}% {worst,7:0.00}% ");
        Print($"{line}{answers.Count(a => a.IsProven),6} {open,5} {answers.Sum(a => a.Seconds),8:0.0}");
        if (answers.Any(a => a.Wrong.Count > 0) || answers.Any(a => a.Refused))
        {
            Print($"    refused {answers.Count(a => a.Refused)}, broken {answers.Count(a => a.Wrong.Count > 0)}");
        }
    }

    private static string? Option(string[] args, string option)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>
/// Quality, not speed: what the central forms of strategies make of public instances, against the best known values.
/// <c>--workload quality</c> for all sets with the strategies that fit them, or
/// <c>quality-gap|quality-dag|quality-workflow|quality-mrta|quality-cbba</c>. <c>--benchmarks DIR</c> (beside the
/// repository), <c>--strategies a,b,c</c>, <c>--only PREFIX</c> of the case's name or of its set's, <c>--effort X</c>,
/// <c>--seed N</c>, <c>--verbose</c> for a line a case, <c>--plans DIR</c> to keep the plans, <c>--no-check</c> to do
/// without the public checkers, which need python3.
/// </summary>
public static class QualityWorkload
{
    private static readonly QualitySet[] Sets =
    [
        new("quality-gap", "gap", GapCases.Read, "mip,genetic,annealing,quantum-annealing,contract-net,lp"),
        new("quality-dag", "dag-stg", DagCases.Read,
            "mip,genetic,annealing,quantum-annealing,heft,longest-path,lp,contract-net,cbba,static"),
        new("quality-workflow", "dag-wfcommons", WorkflowCases.Read,
            "mip,genetic,annealing,quantum-annealing,heft,longest-path,lp,contract-net,cbba,static"),
        new("quality-mrta", "mrta", MrtaCases.Read, "mip,genetic,annealing,static"),
        new("quality-cbba", "cbba", CbbaCases.Read, "cbba,genetic,annealing,contract-net,sequential-auction"),
    ];

    /// <summary>The names on the command line.</summary>
    public static IEnumerable<string> Names => Sets.Select(k => k.Name).Prepend("quality");

    /// <summary>Answers every case by every strategy and prints the table.</summary>
    /// <returns>0 if no answer broke a rule, else 1.</returns>
    public static int Run(string workload, string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string benchmarks = Option(args, "--benchmarks") ?? Path.Combine("..", "shared", "benchmarks");
        string only = Option(args, "--only") ?? "";
        string plans = Option(args, "--plans") ?? Directory.CreateTempSubdirectory("taskswarm-plans-").FullName;
        var options = new StrategyOptions { Effort = Table.Number(Option(args, "--effort") ?? "1") };
        Console.WriteLine(
            "| set | strategy | cases | mean gap | worst | proven | left over | refused | checked | seconds |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        bool isSound = true;
        foreach (QualitySet kind in Sets.Where(s => workload == "quality" || s.Name == workload))
        {
            QualityCase[] cases = [.. kind.Read(Path.Combine(benchmarks, kind.Folder))
                .Where(c => c.Name.StartsWith(only, StringComparison.Ordinal)
                    || c.Set.StartsWith(only, StringComparison.Ordinal))];
            foreach (string strategy in (Option(args, "--strategies") ?? kind.Strategies).Split(','))
            {
                IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(strategy, options);
                string folder = Path.Combine(plans, kind.Folder, strategy);
                Directory.CreateDirectory(folder);
                var results = new List<QualityResult>();
                foreach (IGrouping<string, QualityCase> set in cases.GroupBy(c => c.Set))
                {
                    QualityResult[] answers = [.. set.Select(c => Answer(allocator, c, folder, benchmarks, args))];
                    results.AddRange(answers);
                    PrintLine(set.Key, strategy, answers);
                }

                isSound &= results.TrueForAll(r => r.Wrong.Count == 0);
                if (cases.DistinctBy(c => c.Set).Count() > 1)
                {
                    PrintLine($"all of {kind.Folder}", strategy, results);
                }
            }
        }

        return isSound ? 0 : 1;
    }

    private static QualityResult Answer(
        IAllocator allocator, QualityCase c, string folder, string benchmarks, string[] args)
    {
        if (allocator.Objection(c.Problem) is { } objection)
        {
            Console.Error.WriteLine($"{c.Name}: {allocator.Name} refuses: {objection}");
            return new QualityResult(allocator.Name) { Refused = true };
        }

        ulong seed = (ulong)Table.Number(Option(args, "--seed") ?? "1");
        (Assignment answer, double seconds) = ProcessorTime.Of(() =>
            allocator.Allocate(c.Problem, new RandomStream(seed, c.Name, allocator.Name)));
        List<string> wrong = [.. AssignmentAudit.Check(c.Problem, answer)];
        int open = answer.Placements.Count - answer.Placed;
        bool isChecked = open == 0 && c.Checker is not null && !args.Contains("--no-check");
        if (open == 0)
        {
            string file = Path.Combine(folder, c.Name + ".json");
            File.WriteAllText(file, c.Plan(answer));
            string checkers = Path.Combine(benchmarks, "checkers");
            wrong.AddRange(isChecked && PublicChecker.Complaint(checkers, c, answer, file) is { } bad ? [bad] : []);
        }

        if (args.Contains("--verbose") || wrong.Count > 0)
        {
            string proof = answer.IsOptimal ? "proven" : FormattableString.Invariant($"bound {answer.Bound:0.#####}");
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{c.Name} {allocator.Name}: {c.Value(answer):0.#####}, best {c.Best:0.#####}, ")
                + FormattableString.Invariant($"gap {c.GapPercent(answer):0.000} %, {proof}, left over {open}, ")
                + FormattableString.Invariant($"{seconds:0.00} s {string.Join("; ", wrong)}"));
        }

        return new QualityResult(allocator.Name)
        {
            GapPercent = open == 0 || c.MayLeaveOpen ? c.GapPercent(answer) : null,
            IsProven = answer.IsOptimal,
            IsChecked = isChecked && wrong.Count == 0,
            Seconds = seconds,
            Wrong = wrong,
        };
    }

    private static void PrintLine(string set, string strategy, IReadOnlyList<QualityResult> answers)
    {
        double[] gaps = [.. answers.Where(a => a.GapPercent is not null).Select(a => a.GapPercent!.Value)];
        (double average, double most) = gaps.Length == 0
            ? (0, 0)
            : (Math.Round(gaps.Average(), 3) + 0.0, Math.Round(gaps.Max(), 2) + 0.0);
        string mean = gaps.Length == 0 ? "-" : FormattableString.Invariant($"{average:0.000} %");
        string worst = gaps.Length == 0 ? "-" : FormattableString.Invariant($"{most:0.00} %");
        int open = answers.Count(a => !a.Refused && a.GapPercent is null);
        (int proven, int refused) = (answers.Count(a => a.IsProven), answers.Count(a => a.Refused));
        int good = answers.Count(a => a.IsChecked);
        string seconds = FormattableString.Invariant($"{answers.Sum(a => a.Seconds):0.0}");
        Console.WriteLine(
            $"| {set} | {strategy} | {answers.Count} | {mean} | {worst} | {proven} | {open} | {refused} | {good} |"
            + $" {seconds} |");
    }

    private static string? Option(string[] args, string option)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    /// <summary>One of the public sets.</summary>
    private sealed record QualitySet(
        string Name, string Folder, Func<string, IEnumerable<QualityCase>> Read, string Strategies);
}

using System.CommandLine;
using System.CommandLine.Parsing;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Hosting.Runs;

namespace TaskSwarm.Cli.Commands;

/// <summary>The options that <c>compare</c> and <c>sweep</c> share.</summary>
internal sealed class ComparisonOptions
{
    private readonly Option<IReadOnlyList<ulong>?> _seeds = new("--seeds")
    {
        Description = "Seeds of the runs, such as 1..10 or 1,4,9; 1..10 if not given.",
        HelpName = "LIST",
        CustomParser = ReadSeeds,
    };

    private readonly Option<string?> _duration = Options.Text(
        "--duration", "T", "Simulated time at which runs end, instead of the scenario's.");

    private readonly Option<string[]> _metric = new("--metric")
    {
        Description = "Show this figure; may be given several times. If none is, those that say most.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> _workers = Options.WholeNumber(
        "--workers", HostSettings.MaxWorkers,
        "Runs at a time; as many as processors if not given. It never changes the results.");

    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: tables for people (default), one JSON object, a CSV row a run, or Markdown.",
        "text", "json", "csv", "markdown");

    private readonly Option<string?> _out = Options.Text(
        "--out", "FILE", "Write the report into a file instead of the screen.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_seeds, _duration, _metric, _workers, _format, _out])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The duration that was asked for, if any.</summary>
    public string? Duration(ParseResult parsed) => parsed.GetValue(_duration);

    /// <summary>What was asked for.</summary>
    public ComparisonRequest Read(
        ParseResult parsed, string file, string columnWord, IReadOnlyList<ComparisonColumn> columns) => new()
        {
            File = file,
            ColumnWord = columnWord,
            Columns = columns,
            Seeds = parsed.GetValue(_seeds) ?? SeedList.Parse("1..10")!,
            Metrics = [.. (parsed.GetValue(_metric) ?? []).Distinct()],
            Workers = parsed.GetValue(_workers) ?? Environment.ProcessorCount,
            Format = parsed.GetValue(_format) ?? "text",
            Out = parsed.GetValue(_out),
        };

    private static IReadOnlyList<ulong>? ReadSeeds(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        IReadOnlyList<ulong>? seeds = SeedList.Parse(text);
        if (seeds is null)
        {
            result.AddError(
                $"--seeds: found \"{text}\"; expected seeds, each once, such as 1..10 or 3 or 1,4,9");
        }

        return seeds;
    }
}

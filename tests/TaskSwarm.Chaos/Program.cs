using System.Globalization;
using System.Runtime.InteropServices;
using TaskSwarm.Chaos;
using TaskSwarm.Chaos.Networks;

var options = new ChaosOptions(args);
if (args.Contains("--help"))
{
    Console.WriteLine(ChaosOptions.Usage);
    return 0;
}

if (!File.Exists(options.Program) || !Directory.Exists("scenarios"))
{
    Console.Error.WriteLine($"{options.Program} is not there: build first, and run this in the root of a clone.");
    return 2;
}

if (!OperatingSystem.IsLinux())
{
    Console.WriteLine("skipped: signals and processes are handled as Linux has them");
    return 0;
}

if (options.Network() is not { } network)
{
    return 0;
}

// Processes and namespaces are cleaned up by whoever made them, so an interrupt only says that it is over.
using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupt.Cancel();
};
using var end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    interrupt.Cancel();
});
var launcher = new Launcher(options.Program);
try
{
    return options.ComparesDigests
        ? await new Digests(launcher, network).CompareAsync(options.Scenarios, options.Nodes, interrupt.Token)
        : await StormAsync();
}
catch (OperationCanceledException)
{
    Console.WriteLine("interrupted");
    return 130;
}

async Task<int> StormAsync()
{
    var until = DateTime.UtcNow + options.Time;
    (string Digest, long Events) right = RunReport.Read(launcher.Say(
        "run", options.Scenario, "--host", "sequential", "--store", "none", "--format", "json"));
    int good = 0;
    int made = 0;
    for (; made < options.Runs && DateTime.UtcNow < until; made++)
    {
        var random = new Random(options.Seed + made);
        using INetwork between = network(random);
        using var storm = new Storm(launcher, options.Scenario, between, random);
        Outcome outcome = await storm.RunAsync(options.CutsCoordinator, interrupt.Token);
        string? wrong = outcome.WrongAgainst(right);
        good += wrong is null ? 1 : 0;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(wrong is null ? "ok     " : "FAILED ")} run {made + 1} in {outcome.Seconds:0} s: "
            + $"{string.Join(", ", outcome.Deeds)}; epochs: {string.Join(", ", outcome.Writers.Turns)}"));
        if (wrong is not null)
        {
            Console.WriteLine($"  {wrong}; {outcome.Error}");
        }
    }

    Console.WriteLine(
        $"{good} of {made} runs ended with the right digest and events, every window genuine, one coordinator at a "
        + "time");
    return good == made ? 0 : 1;
}

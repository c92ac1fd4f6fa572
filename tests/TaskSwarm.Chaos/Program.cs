using System.Globalization;
using TaskSwarm.Chaos;

// Usage: dotnet run -c Release --project tests/TaskSwarm.Chaos -- [--runs N] [--minutes M] [--seed S] [--program DLL]
//        [--scenario FILE]
int runs = (int)Number("--runs", 30);
var until = DateTime.UtcNow.AddMinutes(Number("--minutes", 60));
int seed = (int)Number("--seed", 1);
string program = Path.GetFullPath(Text("--program", "src/TaskSwarm.Cli/bin/Release/net10.0/taskswarm.dll"));
string scenario = Text("--scenario", "scenarios/logistics/city-couriers.yaml");
if (!File.Exists(program) || !File.Exists(scenario))
{
    Console.Error.WriteLine($"{program} or {scenario} is not there: build first, and run this in the root of a clone.");
    return 2;
}

if (!OperatingSystem.IsLinux())
{
    Console.WriteLine("skipped: signals and processes are handled as Linux has them");
    return 0;
}

var storm = new Storm(program, scenario);
string digest = storm.Oracle();
int right = 0;
int made = 0;
for (; made < runs && DateTime.UtcNow < until; made++)
{
    Outcome outcome = await storm.RunAsync(new Random(seed + made));
    bool isRight = outcome.Digest == digest && outcome.IsGenuine;
    right += isRight ? 1 : 0;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{(isRight ? "ok     " : "FAILED ")} run {made + 1} in {outcome.Seconds:0} s: "
        + $"{string.Join(", ", outcome.Deeds)}"));
    if (!isRight)
    {
        Console.WriteLine(
            $"  digest {outcome.Digest}, expected {digest}, verified {outcome.IsGenuine}: {outcome.Error}");
    }
}

Console.WriteLine($"{right} of {made} runs ended with the right digest, and every window of theirs is genuine");
return right == made ? 0 : 1;

double Number(string option, double otherwise) =>
    double.TryParse(Text(option, ""), NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : otherwise;

string Text(string option, string otherwise)
{
    int at = Array.IndexOf(args, option);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}

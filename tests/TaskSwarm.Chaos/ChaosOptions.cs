using System.Globalization;
using TaskSwarm.Chaos.Networks;

namespace TaskSwarm.Chaos;

/// <summary>What the program is asked for.</summary>
/// <param name="args">Its arguments.</param>
internal sealed class ChaosOptions(string[] args)
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/TaskSwarm.Chaos -- [--network loopback|namespaces] [--program DLL]
          [--runs N] [--minutes M] [--seed S] [--scenario FILE]   storms: runs while nodes and the network fail
          --cut-coordinator [--runs N]                            the coordinator's node is cut off, each time
          --digests [--nodes 1,2,3,5] [--scenario FILE,...]       every shipped scenario on so many nodes
        """;

    /// <summary>How many runs to make at most.</summary>
    public int Runs => (int)Number("--runs", 30);

    /// <summary>How long to go on beginning runs.</summary>
    public TimeSpan Time => TimeSpan.FromMinutes(Number("--minutes", 60));

    /// <summary>What chance begins with.</summary>
    public int Seed => (int)Number("--seed", 1);

    /// <summary>The program's assembly.</summary>
    public string Program => Path.GetFullPath(
        Text("--program", "src/TaskSwarm.Cli/bin/Release/net10.0/taskswarm.dll"));

    /// <summary>The scenario of a storm.</summary>
    public string Scenario => Text("--scenario", "scenarios/logistics/city-couriers.yaml");

    /// <summary>The scenarios whose digests are compared; if none are named, all whose data are built in.</summary>
    public IReadOnlyList<string> Scenarios => Text("--scenario", "") is { Length: > 0 } given
        ? given.Split(',')
        :
        [
            .. Directory.GetFiles("scenarios", "*.yaml", SearchOption.AllDirectories)
                .Where(f => !File.ReadAllText(f).Contains("source: mnist\n", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>On how many nodes.</summary>
    public IReadOnlyList<int> Nodes =>
        [.. Text("--nodes", "1,2,3,5").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>Whether digests are compared.</summary>
    public bool ComparesDigests => args.Contains("--digests");

    /// <summary>Whether the coordinator's node is cut off instead of a storm.</summary>
    public bool CutsCoordinator => args.Contains("--cut-coordinator");

    /// <summary>Makes networks of the kind that is asked for, and says which; null if there can be none here.</summary>
    public Func<Random, INetwork>? Network()
    {
        string asked = Text("--network", "");
        string? obstacle = asked == "loopback" ? null : NamespaceNetwork.Obstacle();
        if (asked == "loopback" || (asked.Length == 0 && obstacle is not null && !CutsCoordinator))
        {
            Console.WriteLine($"processes on loopback{(obstacle is null ? "" : $": {obstacle}")}");
            return static _ => new LoopbackNetwork();
        }

        if (obstacle is not null)
        {
            Console.WriteLine($"skipped: {obstacle}");
            return null;
        }

        Console.WriteLine("processes in network namespaces of their own");
        return static random => new NamespaceNetwork(random);
    }

    private double Number(string option, double otherwise) =>
        double.TryParse(Text(option, ""), NumberStyles.Float, CultureInfo.InvariantCulture, out double n)
            ? n
            : otherwise;

    private string Text(string option, string otherwise)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }
}

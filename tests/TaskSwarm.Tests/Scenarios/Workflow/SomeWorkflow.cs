using System.Globalization;
using System.Text;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests.BadInput;

namespace TaskSwarm.Tests.Scenarios.Workflow;

/// <summary>Workflows as texts, the way people write them.</summary>
internal static class SomeWorkflow
{
    private static readonly string[] Strategies =
    [
        "static", "priority", "load-balancing", "spt", "longest-path", "heft", "adaptive", "contract-net",
        "iterated-contract-net", "cbba",
    ];

    /// <summary>A scenario with a strategy; planning takes ten seconds.</summary>
    public static string With(string rest, string strategy = "heft", int seed = 1) => string.Create(
        CultureInfo.InvariantCulture, $$"""
        taskswarm: 1
        kind: workflow
        name: some
        duration: 1h
        seed: {{seed}}
        network: { latency: 1ms }
        allocation: { strategy: {{strategy}} }
        planning: 10s
        {{rest}}

        """);

    public static Simulation Load(string text)
    {
        ScenarioResult loaded = ScenarioLoading.Loader().LoadText("some.yaml", text, ScenarioOverrides.None);
        loaded.Problems.Select(p => p.ToString()).ShouldBeEmpty(text);
        return loaded.Simulation!;
    }

    public static RunResult Run(string text)
    {
        RunResult result = SequentialHost.Run(Load(text));
        result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
        result.Violations.ShouldBeEmpty();
        return result;
    }

    /// <summary>Runs a scenario that comes with the program.</summary>
    public static RunResult RunShipped(string path, string strategy)
    {
        ScenarioResult loaded = ScenarioLoading.Loader().LoadFile(
            Path.Combine(BrokenFiles.Repository, "scenarios", path), new ScenarioOverrides { Strategy = strategy });
        loaded.Problems.ShouldBeEmpty();
        return SequentialHost.Run(loaded.Simulation!);
    }

    /// <summary>
    /// Unlike units, a random graph with transfers, tasks that may be split, jobs that arrive, stragglers, and units
    /// that crash, come back and slow down.
    /// </summary>
    public static string Random(ulong seed)
    {
        var random = new RandomStream(seed, "workflow", "text");
        var text = new StringBuilder("units:\n");
        int units = 2 + random.NextInt(4);
        for (int u = 0; u < units; u++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: unit-{u}, speed: {0.5 + random.NextInt(4)}, cores: {1 + random.NextInt(3)}"
                + $", bandwidth: {5 + random.NextInt(90)}Mbit/s }}\n");
        }

        int tasks = 3 + random.NextInt(12);
        text.Append("tasks:\n");
        for (int t = 0; t < tasks; t++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: task-{t}, work: {random.NextInt(60) / 10.0}{Inputs(random, t)}{Extras(random)} }}\n");
        }

        AppendJobs(text, random);
        text.Append(random.NextInt(2) == 0 ? "" : "stragglers: { share: 30%, factor: [2, 4], takeBackAfter: 1.5 }\n");
        AppendFaults(text, random, units);
        return With(text.ToString(), Strategies[random.NextInt(Strategies.Length)], (int)(seed % 100_000));
    }

    private static string Inputs(RandomStream random, int task)
    {
        var from = new SortedSet<int>();
        for (int i = 0; i < 3 && task > 0; i++)
        {
            if (random.NextDouble() < 0.5)
            {
                from.Add(random.NextInt(task));
            }
        }

        return $", inputs: [{string.Join(", ", from.Select(f => string.Create(
            CultureInfo.InvariantCulture, $"{{ from: task-{f}, bytes: {random.NextInt(3000)}kB }}")))}]";
    }

    private static string Extras(RandomStream random) => random.NextInt(6) switch
    {
        0 => ", divisible: { least: 1, greatest: 5, overhead: 200ms }",
        1 => ", divisible: { least: 2, greatest: 8 }",
        2 => ", due: 20s, priority: 3",
        3 => ", known: 4s",
        4 => ", release: 7s",
        _ => "",
    };

    private static void AppendJobs(StringBuilder text, RandomStream random)
    {
        if (random.NextInt(2) == 0)
        {
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            jobs:
              templates:
                small: { due: 5s, tasks: [{ name: only, work: 1 }] }
                chain:
                  tasks:
                    - { name: first, work: 2 }
                    - { name: second, work: 1, inputs: [{ from: first, bytes: 1MB }] }
                    - { name: third, work: 3, after: [first], divisible: { greatest: 3, overhead: 50ms } }
              phases:
                - { name: calm, for: 10s, arrivals: [{ job: small, every: {{1 + random.NextInt(5)}}s }] }
                - { name: storm, for: 5s, arrivals: [{ job: chain, at: [0s, 1s] }, { job: small, every: 500ms }] }

            """);
    }

    private static void AppendFaults(StringBuilder text, RandomStream random, int units)
    {
        text.Append("faults:\n");
        string[] forms =
        [
            "crash: unit-{0}, repair: 3s", "crash: unit-{0}, repair: 500ms", "slow: unit-{0}, factor: 0.4, for: 6s",
            "crash: dispatcher, repair: 1s", "slow: unit-{0}, factor: 2",
        ];
        for (int f = 0; f < 3; f++)
        {
            string form = forms[random.NextInt(forms.Length)].Replace(
                "{0}", random.NextInt(units).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"  - {{ at: {10 + random.NextInt(20)}s, {form} }}\n");
        }
    }
}

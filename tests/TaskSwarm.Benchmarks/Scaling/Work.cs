using System.Globalization;
using TaskSwarm.Benchmarks.Workloads;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>What the nodes of a benchmark run, in a form that goes over the wire.</summary>
/// <param name="Name">contract-net or pulse.</param>
/// <param name="Agents">N of the workload.</param>
/// <param name="SleepMicros">Of pulse: mean time between an agent's wake-ups.</param>
/// <param name="Windows">Of pulse: about how many.</param>
/// <param name="DelayMicros">How long each report waits at its receiver.</param>
internal sealed record Work(string Name, int Agents, long SleepMicros = 0, int Windows = 0, long DelayMicros = 0)
{
    public string Document => string.Create(
        CultureInfo.InvariantCulture, $"{Name} {Agents} {SleepMicros} {Windows} {DelayMicros}");

    public static Work Parse(string document)
    {
        string[] words = document.Split(' ');
        return new Work(
            words[0], int.Parse(words[1], CultureInfo.InvariantCulture),
            long.Parse(words[2], CultureInfo.InvariantCulture), int.Parse(words[3], CultureInfo.InvariantCulture),
            long.Parse(words[4], CultureInfo.InvariantCulture));
    }

    /// <summary>The run, with a reader that takes the time.</summary>
    public Simulation Build() => Build(new SpeedReader());

    /// <summary>The run, with this reader.</summary>
    public Simulation Build(SpeedReader reader)
    {
        IWorkload workload = Name == "pulse"
            ? new PulseWorkload(new SimDuration(SleepMicros), Windows)
            : new ContractNetWorkload();
        return workload.Build(Agents) with { CreateReaders = () => [reader] };
    }
}

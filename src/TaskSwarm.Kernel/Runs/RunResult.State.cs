using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Runs;

/// <content>A result as bytes: whoever has the scenario can show it again without running it.</content>
public sealed partial record RunResult
{
    /// <summary>Writes all but the simulation.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write((int)Outcome);
        writer.Write(EndReason);
        writer.WriteOptional(Failure, static (w, failure) => failure.Capture(w));
        writer.Write(Digest);
        writer.Write(SimulatedTime);
        writer.Write(Agents);
        writer.Write(Events);
        writer.Write(Messages);
        writer.Write(Windows);
        writer.WriteList(Metrics.Values, static (w, m) =>
        {
            w.Write(m.Key);
            w.Write(m.Value);
        });
        writer.WriteList([.. AgentNames.Skip(Simulation.Agents.Count)], static (w, name) => w.Write(name));
        writer.WriteList(Readers, static (w, r) => r.Capture(w));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    /// <param name="simulation">What was run.</param>
    /// <param name="reader">The bytes.</param>
    /// <exception cref="InvalidOperationException">The bytes are not of this simulation.</exception>
    public static RunResult Restore(Simulation simulation, StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(reader);
        var outcome = (RunOutcome)reader.ReadInt32();
        string reason = reader.ReadString()!;
        RunFailure? failure = reader.ReadOptional(r => RunFailure.Read(r, simulation.Seed));
        var result = new RunResult
        {
            Simulation = simulation,
            Outcome = outcome,
            EndReason = reason,
            Failure = failure,
            Digest = reader.ReadString()!,
            SimulatedTime = reader.ReadTime(),
            Agents = reader.ReadInt32(),
            Events = reader.ReadInt64(),
            Messages = reader.ReadInt64(),
            Windows = reader.ReadInt64(),
            Metrics = ReadMetrics(reader),
            AgentNames =
            [
                .. simulation.Agents.Select(a => a.Name), .. reader.ReadList(static r => r.ReadString()!),
            ],
            Ledger = new TaskLedger(),
            Readers = [],
        };
        IRunReader[] readers = RunCore.ReadersOf(simulation, result.Ledger, new FailureMetrics());
        int count = reader.ReadInt32();
        if (count != readers.Length)
        {
            throw new InvalidOperationException($"the result is of {count} readers, the scenario has {readers.Length}");
        }

        foreach (IRunReader each in readers)
        {
            each.Restore(reader);
        }

        return result with
        {
            Readers = readers,
            Violations = [.. readers.OfType<IRunMonitor>().SelectMany(m => m.Violations)],
        };
    }

    private static MetricSet ReadMetrics(StateReader reader)
    {
        var metrics = new MetricSet();
        foreach ((string name, double value) in reader.ReadList(static r => (r.ReadString()!, r.ReadDouble())))
        {
            metrics.Set(name, value);
        }

        return metrics;
    }
}

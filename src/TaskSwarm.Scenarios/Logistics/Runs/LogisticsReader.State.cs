using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Logistics.Runs;

/// <content>What a run that goes on later needs of the reader.</content>
public sealed partial class LogisticsReader
{
    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var log in logs)
        {
            log.Capture(writer);
        }

        writer.WriteList(failures, static (w, failure) =>
        {
            w.Write(failure.Seconds);
            w.Write(failure.Vehicle);
        });
        lateness.Capture(writer);
        writer.Write(onTime);
        writer.Write(served);
        writer.Write(deliveries);
        writer.Write(rounds);
        writer.Write(improvements);
        writer.Write(swaps);
        writer.Write(transfers);
        writer.Write(plannings);
        writer.Write(planningEffort);
        writer.Write(strandedLoads);
        writer.Write(broughtOn);
        writer.Write(lateMicros);
        writer.Write(loadKilometres);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        foreach (var log in logs)
        {
            log.Restore(reader);
        }

        failures.AddRange(reader.ReadList(static r => (r.ReadDouble(), r.ReadInt32())));
        lateness.Restore(reader);
        onTime = reader.ReadInt64();
        served = reader.ReadInt64();
        deliveries = reader.ReadInt64();
        rounds = reader.ReadInt64();
        improvements = reader.ReadInt64();
        swaps = reader.ReadInt64();
        transfers = reader.ReadInt64();
        plannings = reader.ReadInt64();
        planningEffort = reader.ReadInt64();
        strandedLoads = reader.ReadInt64();
        broughtOn = reader.ReadInt64();
        lateMicros = reader.ReadInt64();
        loadKilometres = reader.ReadDouble();
    }
}

using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Storage;

/// <summary>How a run ended, as it is stored: its result, and what its summary says about how it was carried.</summary>
/// <param name="Result">The result.</param>
/// <param name="Settings">How it was carried.</param>
/// <param name="WallSeconds">Real time that it took.</param>
/// <param name="Reproduce">The command that makes the same run again.</param>
public sealed record StoredEnding(RunResult Result, HostSettings Settings, double WallSeconds, string Reproduce)
{
    /// <summary>As bytes.</summary>
    public byte[] ToBytes()
    {
        var writer = new StateWriter();
        writer.Write((int)Settings.Host);
        writer.Write(Settings.Workers);
        writer.Write(Settings.Regions);
        writer.Write(WallSeconds);
        writer.Write(Reproduce);
        Result.Capture(writer);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="simulation">What was run.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="RunArchiveException">They are not of this simulation.</exception>
    public static StoredEnding Read(Simulation simulation, ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        try
        {
            var settings = new HostSettings((HostKind)reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            double seconds = reader.ReadDouble();
            string reproduce = reader.ReadString()!;
            return new StoredEnding(RunResult.Restore(simulation, reader), settings, seconds, reproduce);
        }
        catch (InvalidOperationException e)
        {
            throw new RunArchiveException($"The run's ending cannot be read by this version: {e.Message}.", e);
        }
    }
}

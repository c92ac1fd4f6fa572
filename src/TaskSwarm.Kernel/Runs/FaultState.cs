using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>What faults have done to one agent; most agents have none and pay nothing for it.</summary>
internal sealed class FaultState
{
    private readonly List<(int Fault, double Factor)> _speed = [];
    private readonly List<(int Fault, double Factor)> _bids = [];

    public List<SimTime> Restarts { get; } = [];

    public int Silences { get; set; }

    public byte[]? Checkpoint { get; set; }

    public SimTime CheckpointAt { get; set; }

    public SimTime CrashedAt { get; set; }

    public Fault.RandomCrashes? Rate { get; set; }

    public RandomStream? Stream { get; set; }

    /// <summary>
    /// Products are always made anew in order of begin, so that ending a fault leaves no rounding behind.
    /// </summary>
    public double SpeedFactor => Product(_speed);

    public double BidFactor => Product(_bids);

    public void SetSpeed(int fault, double? factor) => Set(_speed, fault, factor);

    public void SetBids(int fault, double? factor) => Set(_bids, fault, factor);

    /// <summary>Writes all but the rate, which is the scenario's, and the stream, which is one of the cell's.</summary>
    public void Capture(StateWriter writer)
    {
        WriteFactors(writer, _speed);
        WriteFactors(writer, _bids);
        writer.WriteList(Restarts, static (w, t) => w.Write(t));
        writer.Write(Silences);
        writer.Write(Checkpoint is not null);
        writer.Write(Checkpoint.AsSpan());
        writer.Write(CheckpointAt);
        writer.Write(CrashedAt);
        writer.Write(Stream is not null);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    /// <returns>Whether the stream of faults had been opened.</returns>
    public bool Restore(StateReader reader)
    {
        ReadFactors(reader, _speed);
        ReadFactors(reader, _bids);
        Restarts.AddRange(reader.ReadList(static r => r.ReadTime()));
        Silences = reader.ReadInt32();
        bool captured = reader.ReadBoolean();
        byte[] checkpoint = reader.ReadBytes().ToArray();
        Checkpoint = captured ? checkpoint : null;
        CheckpointAt = reader.ReadTime();
        CrashedAt = reader.ReadTime();
        return reader.ReadBoolean();
    }

    private static void WriteFactors(StateWriter writer, List<(int Fault, double Factor)> factors) =>
        writer.WriteList(factors, static (w, f) =>
        {
            w.Write(f.Fault);
            w.Write(f.Factor);
        });

    private static void ReadFactors(StateReader reader, List<(int Fault, double Factor)> factors) =>
        factors.AddRange(reader.ReadList(static r => (r.ReadInt32(), r.ReadDouble())));

    private static double Product(List<(int Fault, double Factor)> factors)
    {
        double product = 1;
        foreach ((int _, double factor) in factors)
        {
            product *= factor;
        }

        return product;
    }

    private static void Set(List<(int Fault, double Factor)> factors, int fault, double? factor)
    {
        factors.RemoveAll(f => f.Fault == fault);
        if (factor is double value)
        {
            factors.Add((fault, value));
        }
    }
}

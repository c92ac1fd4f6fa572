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

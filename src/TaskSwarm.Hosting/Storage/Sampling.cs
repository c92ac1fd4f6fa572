using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Storage;

/// <summary>When positions are kept: in the first window that reaches each multiple of a period.</summary>
/// <param name="Period">Above 0.</param>
public readonly record struct Sampling(SimDuration Period)
{
    private const long Samples = 500;
    private const long MostPositions = 2_000_000;

    /// <summary>A period that keeps some hundred samples of a run, and fewer where very many agents move.</summary>
    public static Sampling Of(Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        long bodies = simulation.Agents.Count(a => a.Body is not null) + 1L;
        long samples = Math.Clamp(MostPositions / bodies, 10, Samples);
        long micros = Math.Max(simulation.End.Micros / samples, simulation.Network.Lookahead.Micros);
        return new Sampling(new SimDuration(Math.Max(1, micros)));
    }

    /// <summary>Whether positions are kept in a window.</summary>
    /// <param name="before">The end of the window before.</param>
    /// <param name="end">The end of the window.</param>
    public bool IsDue(SimTime before, SimTime end) => end.Micros / Period.Micros > before.Micros / Period.Micros;
}

using TaskSwarm.Cli.Screen;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Commands;

/// <summary>Makes a run in front of the user: shows how far it is, and ends it on Ctrl-C.</summary>
internal sealed class LiveRun(Terminal terminal)
{
    /// <summary>Makes a run.</summary>
    /// <param name="simulation">What is run.</param>
    /// <param name="make">Makes it; is given what stops it, and whom to tell that it started.</param>
    /// <returns>What it came to.</returns>
    public T Make<T>(
        Simulation simulation, Func<CancellationToken, Action<RunProgress>, T> make)
    {
        using var interrupts = new Interrupts(() => terminal.Error.WriteLine(
            "Ending after this window; press Ctrl-C again to end at once."));
        LiveProgress? progress = null;
        try
        {
            return make(interrupts.Token, p => progress = new LiveProgress(terminal, simulation, p));
        }
        finally
        {
            progress?.Dispose();
        }
    }
}

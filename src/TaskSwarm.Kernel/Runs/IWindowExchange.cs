namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// Brings the windows of a run together whose regions are carried by several processes. Each process holds the whole
/// run, but only its own regions take their turns; what the others did in a window arrives as reports, and every
/// process then commits the same.
/// </summary>
public interface IWindowExchange
{
    /// <summary>Writes what a region of this process did in the window, for the others. Called by the thread that
    /// carries the region, once its turns are taken.</summary>
    void Close(RegionCore region);

    /// <summary>All regions of this process have closed the window: what they wrote goes out.</summary>
    /// <param name="run">The run.</param>
    /// <param name="arrived">Called once, from any thread, when every other process's reports of the window are here,
    /// or will never be.</param>
    void Send(RunCore run, Action arrived);

    /// <summary>Puts what arrived into the run, before the window is committed.</summary>
    /// <returns>How the run goes on after this window: the same in every process.</returns>
    /// <exception cref="WindowExchangeException">Another process is gone, so the window cannot be closed.</exception>
    ExchangeVerdict Accept(RunCore run);

    /// <summary>The run is over here: sends how the agents of this process ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="arrived">As in <see cref="Send"/>.</param>
    void SendEnd(RunCore run, Action arrived);

    /// <summary>Puts into the run how the other processes' agents ended.</summary>
    /// <exception cref="WindowExchangeException">Another process is gone.</exception>
    void AcceptEnd(RunCore run);
}

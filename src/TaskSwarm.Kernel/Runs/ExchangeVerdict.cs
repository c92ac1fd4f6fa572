namespace TaskSwarm.Kernel.Runs;

/// <summary>How a run that several processes carry goes on after a window.</summary>
public enum ExchangeVerdict
{
    /// <summary>The next window is opened.</summary>
    GoOn,

    /// <summary>The run stops, as somebody asked.</summary>
    Stop,

    /// <summary>The run is put down, so that it can be divided anew.</summary>
    Pause,
}

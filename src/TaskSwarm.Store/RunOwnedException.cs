namespace TaskSwarm.Store;

/// <summary>Another writer owns the run: it is alive, or it took the run over from a writer that seemed dead.</summary>
public sealed class RunOwnedException : StoreException
{
    /// <summary>Creates the exception.</summary>
    public RunOwnedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    public RunOwnedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    /// <param name="innerException">What the database said.</param>
    public RunOwnedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

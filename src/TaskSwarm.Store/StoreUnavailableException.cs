namespace TaskSwarm.Store;

/// <summary>
/// The database did not take an epoch within <see cref="StoreOptions.Patience"/>; the run can be resumed.
/// </summary>
public sealed class StoreUnavailableException : StoreException
{
    /// <summary>The last epoch that is known to be committed; 0 if none is.</summary>
    public long LastCommittedEpoch { get; init; }

    /// <summary>Creates the exception.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    /// <param name="innerException">What the database said.</param>
    public StoreUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

namespace TaskSwarm.Store;

/// <summary>What is stored is not what was written: the message names the run, the epoch and what differs.</summary>
public sealed class StoreCorruptException : StoreException
{
    /// <summary>Creates the exception.</summary>
    public StoreCorruptException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    public StoreCorruptException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    /// <param name="innerException">What the database said.</param>
    public StoreCorruptException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

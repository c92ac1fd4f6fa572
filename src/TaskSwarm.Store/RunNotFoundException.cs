namespace TaskSwarm.Store;

/// <summary>No run, or more than one, goes by that id.</summary>
public sealed class RunNotFoundException : StoreException
{
    /// <summary>Creates the exception.</summary>
    public RunNotFoundException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    public RunNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    /// <param name="innerException">What the database said.</param>
    public RunNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

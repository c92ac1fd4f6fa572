namespace TaskSwarm.Store;

/// <summary>There is no store at the address, and the caller did not want one to be made.</summary>
public sealed class StoreMissingException : StoreException
{
    /// <summary>Creates the exception.</summary>
    public StoreMissingException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    public StoreMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, in plain words.</param>
    /// <param name="innerException">What the database said.</param>
    public StoreMissingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

namespace TaskSwarm.Store;

/// <summary>
/// Something a user can mend: a bad address, an unknown run, a database that is not ours. The message says what is
/// wrong, where, and what would be right.
/// </summary>
public class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what would be right.</param>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what would be right.</param>
    /// <param name="innerException">What the database said.</param>
    public StoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

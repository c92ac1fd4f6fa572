namespace TaskSwarm.Hosting.Storage;

/// <summary>A persisted run cannot be used as was asked. The message is for users.</summary>
public sealed class RunArchiveException : Exception
{
    /// <summary>Without a reason.</summary>
    public RunArchiveException()
    {
    }

    /// <summary>With what is wrong and what would be right.</summary>
    public RunArchiveException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong, and what led to it.</summary>
    public RunArchiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

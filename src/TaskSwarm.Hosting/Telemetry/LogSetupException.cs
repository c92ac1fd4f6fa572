namespace TaskSwarm.Hosting.Telemetry;

/// <summary>The log could not be opened; the message is for the user and says which file is at fault.</summary>
public sealed class LogSetupException : Exception
{
    /// <summary>Without a message.</summary>
    public LogSetupException()
    {
    }

    /// <summary>With a message for the user.</summary>
    public LogSetupException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user and what lies behind it.</summary>
    public LogSetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

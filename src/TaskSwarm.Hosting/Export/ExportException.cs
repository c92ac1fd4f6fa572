namespace TaskSwarm.Hosting.Export;

/// <summary>A run cannot be exported as was asked; nothing was written. The message is for users.</summary>
public sealed class ExportException : Exception
{
    /// <summary>Without a reason.</summary>
    public ExportException()
    {
    }

    /// <summary>With what is wrong and what would be right.</summary>
    public ExportException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong, and what led to it.</summary>
    public ExportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

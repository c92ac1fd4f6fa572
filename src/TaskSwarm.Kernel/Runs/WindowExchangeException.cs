namespace TaskSwarm.Kernel.Runs;

/// <summary>A window cannot be closed, because a process that carries some of the run's regions is gone.</summary>
public sealed class WindowExchangeException : Exception
{
    /// <summary>Without a reason.</summary>
    public WindowExchangeException()
    {
    }

    /// <summary>With a reason.</summary>
    public WindowExchangeException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what caused it.</summary>
    public WindowExchangeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

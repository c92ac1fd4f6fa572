namespace TaskSwarm.Actors;

/// <summary>The runtime itself failed, not an agent: the run cannot be trusted and has ended.</summary>
public sealed class ActorRuntimeException : Exception
{
    /// <summary>A failure with its cause.</summary>
    public ActorRuntimeException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

namespace TaskSwarm.Kernel.Runs;

/// <summary>A run reader that can draw what it saw.</summary>
public interface IPictureSource
{
    /// <summary>The run so far as a picture.</summary>
    /// <param name="agentNames">Every agent's name, by number.</param>
    RunPicture Picture(IReadOnlyList<string> agentNames);
}

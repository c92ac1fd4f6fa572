using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A value of a file and where it was written. Nodes never change, so aliases share them.</summary>
internal abstract class SourceNode(SourcePlace place, long weight, int height)
{
    /// <summary>Where the value starts.</summary>
    public SourcePlace Place { get; } = place;

    /// <summary>How many nodes a walk from here meets, aliases repeated.</summary>
    public long Weight { get; } = weight;

    /// <summary>How many levels there are from here down, itself included.</summary>
    public int Height { get; } = height;

    /// <summary>The value as a noun phrase for "found ...".</summary>
    public abstract string Describe();

    /// <summary>The value as JSON sees it.</summary>
    public abstract JsonNode? ToJson();
}

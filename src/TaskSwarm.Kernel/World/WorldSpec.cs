namespace TaskSwarm.Kernel.World;

/// <summary>The shape of space.</summary>
public sealed record WorldSpec
{
    /// <summary>Space without bounds.</summary>
    public static readonly WorldSpec Unbounded = new();

    /// <summary>Width in metres of a torus in X; 0: X does not wrap.</summary>
    public double WrapX { get; init; }

    /// <summary>Height in metres of a torus in Y; 0: Y does not wrap.</summary>
    public double WrapY { get; init; }
}

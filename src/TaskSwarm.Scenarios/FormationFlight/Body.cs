namespace TaskSwarm.Kernel.World;

/// <summary>What others can sense of an agent: where it is and how it moves.</summary>
/// <param name="Position">Metres.</param>
/// <param name="Velocity">Metres per second.</param>
public readonly record struct Body(Vec3 Position, Vec3 Velocity)
{
    /// <summary>A body at rest.</summary>
    public static Body At(Vec3 position) => new(position, Vec3.Zero);
}

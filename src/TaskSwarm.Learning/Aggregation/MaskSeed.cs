using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>128 bits from which a mask is expanded. A seed serves one vector only: two vectors under one mask show
/// their difference.</summary>
/// <param name="Low">The lower half.</param>
/// <param name="High">The upper half.</param>
public readonly record struct MaskSeed(ulong Low, ulong High)
{
    /// <summary>Draws a seed.</summary>
    public static MaskSeed Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ulong low = random.NextUInt64();
        return new MaskSeed(low, random.NextUInt64());
    }
}

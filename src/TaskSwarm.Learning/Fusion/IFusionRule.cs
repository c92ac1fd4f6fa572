namespace TaskSwarm.Learning.Fusion;

/// <summary>Makes one opinion of those of several members of an ensemble.</summary>
public interface IFusionRule
{
    /// <summary>Fuses what members say of the same images.</summary>
    /// <param name="members">Of each member the probability of each class, image by image; callers pass them in the
    /// order in which the rule was fitted.</param>
    /// <param name="classes">Number of classes, above zero.</param>
    /// <returns>The fused probabilities, image by image; those of an image sum to 1 but for rounding if the members'
    /// do.</returns>
    /// <exception cref="ArgumentException">There is no member, they differ in length, that is no whole number of
    /// images, or it is not what the rule was made for.</exception>
    float[] Fuse(IReadOnlyList<float[]> members, int classes);
}

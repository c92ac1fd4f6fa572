using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.Crew;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What tells a member's device and character from others'.</summary>
/// <param name="Speed">Floating-point operations a second.</param>
/// <param name="DropOut">Chance that an order is left undone, 0 to 1.</param>
/// <param name="Stragglers">Orders that take longer than they should; null: none.</param>
/// <param name="Poison">How it lies; null: not at all.</param>
/// <param name="Hidden">Units of its own model's hidden layers; null: as all others.</param>
/// <param name="Classes">The classes of the images that it learns from; null: all.</param>
public sealed record MemberTraits(
    double Speed, double DropOut, StragglerModel? Stragglers, Poison? Poison, IReadOnlyList<int>? Hidden = null,
    IReadOnlyList<int>? Classes = null)
{
    /// <summary>How many times longer than it should an order takes: two draws, whatever comes of them.</summary>
    public double SlownessOf(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double draw = random.NextDouble();
        double how = random.NextDouble();
        return Stragglers is { } model && draw < model.Probability
            ? model.LeastFactor + (how * (model.GreatestFactor - model.LeastFactor))
            : 1;
    }
}

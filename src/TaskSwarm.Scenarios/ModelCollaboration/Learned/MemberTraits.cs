using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Onnx;
using TaskSwarm.Scenarios.Crew;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>What tells a member's device and character from others'.</summary>
/// <param name="Speed">Floating-point operations a second.</param>
/// <param name="DropOut">Chance that an order is left undone, 0 to 1.</param>
/// <param name="Stragglers">Orders that take longer than they should; null: none.</param>
/// <param name="Poison">How it lies; null: not at all.</param>
/// <param name="Hidden">Units of its own model's hidden layers; null: as all others.</param>
/// <param name="Classes">The classes of the images that it learns from; null: all.</param>
/// <param name="Images">The most images that it learns from; null: all that it gets.</param>
/// <param name="Service">What it offers and asks where members serve; null: nothing but the defaults.</param>
/// <param name="Onnx">The model that it has, which it shares with others and which does not learn; null: it learns one
/// of its own.</param>
public sealed record MemberTraits(
    double Speed, double DropOut, StragglerModel? Stragglers, Poison? Poison, IReadOnlyList<int>? Hidden = null,
    IReadOnlyList<int>? Classes = null, int? Images = null, ServiceTraits? Service = null, OnnxModel? Onnx = null)
{
    /// <summary>Whether something is left undone: one draw.</summary>
    public bool DropsOut(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble() < DropOut;
    }

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

using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>What goes wrong with one order of a member.</summary>
/// <param name="DropsOut">Whether it is left undone.</param>
/// <param name="Slowness">How many times as long as it should it takes.</param>
internal readonly record struct Troubles(bool DropsOut, double Slowness)
{
    /// <summary>The stream that troubles are drawn from.</summary>
    public const string Stream = "troubles";

    /// <summary>Draws them. All draws are made whatever comes of them, so that runs with other troubles stay
    /// comparable.</summary>
    public static Troubles Draw(RandomStream random, MemberTraits traits)
    {
        bool dropsOut = random.NextDouble() < traits.DropOut;
        double draw = random.NextDouble();
        double how = random.NextDouble();
        double slowness = traits.Stragglers is { } model && draw < model.Probability
            ? model.LeastFactor + (how * (model.GreatestFactor - model.LeastFactor))
            : 1;
        return new Troubles(dropsOut, slowness);
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>The terms of making one opinion of many models'.</summary>
public sealed record FusionRules : CollaborationRules
{
    /// <summary>The rules by which opinions become one: the first to begin with, the next when one no longer helps.
    /// </summary>
    public required IReadOnlyList<FusionForm> Forms { get; init; }

    /// <summary>Rounds without a better accuracy after which the next rule is tried.</summary>
    public required int Patience { get; init; }

    /// <summary>The most rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>How a member trains in a round.</summary>
    public required SgdSettings Training { get; init; }

    /// <summary>Share of the images to learn from that weights are fitted on.</summary>
    public required double HeldOut { get; init; }

    /// <summary>The most that a round waits.</summary>
    public required SimDuration Deadline { get; init; }

    /// <summary>How often a member tells that it is there.</summary>
    public required SimDuration Heartbeat { get; init; }

    /// <summary>Accuracy at which it is over, 0 to 1.</summary>
    public required double Target { get; init; }

    /// <summary>Floating-point operations that the combiner does in a second.</summary>
    public required double CombinerSpeed { get; init; }

    /// <inheritdoc/>
    internal override double HeldOutShare => HeldOut;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Assistants { get; } = ["combiner"];

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ground.Refuse(
            t => t.Poison is not null && t.Poison.Factor != 1, "members that multiply their change of the model",
            "poison: { noise: ... } or { labels: ... } with the protocol fusion", "what is combined is what members say");
        var plan = new FusionPlan(ground.Common, this, ground.Scenario.TalkTime);
        return ground.Scenario.Assemble(
        [
            .. ground.Names.Select(
                (name, number) => new AgentBlueprint(name, () => new FusionMember(plan, number))),
            new AgentBlueprint(Assistants[0], () => new Combiner(plan)),
        ]) with
        { CreateReaders = () => [new FusionLog(plan)] };
    }
}

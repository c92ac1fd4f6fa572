using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>The combiner judged what a member said.</summary>
/// <param name="Round">In which round.</param>
/// <param name="Member">Who said it.</param>
/// <param name="Accuracy">Share of test images that it classified right.</param>
/// <param name="Weight">How much it counts, 0 to 1; -1 where the rule has no weights.</param>
public sealed record OpinionJudged(int Round, AgentId Member, double Accuracy, double Weight) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Member);
        encoder.Write(Accuracy);
        encoder.Write(Weight);
    }
}

/// <summary>Opinions became one, and it was judged by the test images.</summary>
/// <param name="Round">The round.</param>
/// <param name="Form">The rule, a <see cref="FusionForm"/>.</param>
/// <param name="Members">Whose opinions.</param>
/// <param name="Accuracy">Share of test images that are classified right.</param>
/// <param name="Loss">Mean cross-entropy on them, nats.</param>
/// <param name="Best">The most accurate member's accuracy on them.</param>
/// <param name="KktResidual">How far the weights are from the optimum's conditions; 0 where the rule has no weights to
/// fit.</param>
/// <param name="Fingerprint">Of all that the fused opinion says.</param>
public sealed record OpinionsFused(
    int Round, int Form, int Members, double Accuracy, double Loss, double Best, double KktResidual, long Fingerprint)
    : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Form);
        encoder.Write(Members);
        encoder.Write(Accuracy);
        encoder.Write(Loss);
        encoder.Write(Best);
        encoder.Write(KktResidual);
        encoder.Write(Fingerprint);
    }
}

/// <summary>Accuracy no longer rose, so the next rule is tried.</summary>
/// <param name="Round">After which round.</param>
/// <param name="Form">The rule from now on, a <see cref="FusionForm"/>.</param>
public sealed record FusionRuleChanged(int Round, int Form) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Form);
    }
}

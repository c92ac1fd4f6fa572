using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>A model as it is between two steps, seen in four directions.</summary>
/// <param name="Step">Steps made so far.</param>
/// <param name="Heard">Neighbours whose models came in time for the last one.</param>
/// <param name="First">Projection on the first direction.</param>
/// <param name="Second">On the second.</param>
/// <param name="Third">On the third.</param>
/// <param name="Fourth">On the fourth.</param>
/// <param name="Fingerprint">Of all its parameters.</param>
public sealed record ModelMoved(
    int Step, int Heard, double First, double Second, double Third, double Fourth, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Step);
        encoder.Write(Heard);
        encoder.Write(First);
        encoder.Write(Second);
        encoder.Write(Third);
        encoder.Write(Fourth);
        encoder.Write(Fingerprint);
    }
}

/// <summary>A member took a neighbour to be lost, or heard it again, and steps with others from now on.</summary>
/// <param name="Step">After which step.</param>
/// <param name="Neighbours">With how many.</param>
public sealed record LinksChanged(int Step, int Neighbours) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Step);
        encoder.Write(Neighbours);
    }
}

/// <summary>A member judged its model by the test images.</summary>
/// <param name="IsFinal">Whether after the last step; else before the first.</param>
/// <param name="Accuracy">Share of test images that are classified right.</param>
/// <param name="Loss">Mean cross-entropy on them, nats; -1 if that is no finite number.</param>
public sealed record ModelJudged(bool IsFinal, double Accuracy, double Loss) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(IsFinal);
        encoder.Write(Accuracy);
        encoder.Write(Loss);
    }
}

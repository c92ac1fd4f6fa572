using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>A model was drawn to begin with.</summary>
/// <param name="Fingerprint">Of its parameters.</param>
public sealed record ModelDrawn(long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Fingerprint);
}

/// <summary>A round began: its members were asked.</summary>
/// <param name="Round">Its number, from 1.</param>
/// <param name="Members">How many.</param>
/// <param name="Rate">Learning rate.</param>
public sealed record RoundBegan(int Round, int Members, double Rate) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Members);
        encoder.Write(Rate);
    }
}

/// <summary>A member has trained a model.</summary>
/// <param name="Round">For which round.</param>
/// <param name="Examples">Images that it learnt from.</param>
/// <param name="Loss">Mean cross-entropy over its last pass, nats; -1 if that is no finite number.</param>
/// <param name="Fingerprint">Of the model that it hands in.</param>
public sealed record ModelTrained(int Round, int Examples, double Loss, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Examples);
        encoder.Write(Loss);
        encoder.Write(Fingerprint);
    }
}

/// <summary>A member left an order undone.</summary>
/// <param name="Round">Of which round.</param>
public sealed record MemberDroppedOut(int Round) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Round);
}

/// <summary>The server did not use a model that was handed in.</summary>
/// <param name="Round">For which round it was.</param>
/// <param name="Member">Who handed it in.</param>
/// <param name="IsLate">Whether it came late; else it held a number that is not finite.</param>
public sealed record UpdateRefused(int Round, AgentId Member, bool IsLate) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Member);
        encoder.Write(IsLate);
    }
}

/// <summary>The models of a round became one, and it was judged by the test images.</summary>
/// <param name="Round">Its number.</param>
/// <param name="Updates">Models that came in time.</param>
/// <param name="Accuracy">Share of test images that are classified right.</param>
/// <param name="Loss">Mean cross-entropy on them, nats; -1 if that is no finite number.</param>
/// <param name="Fingerprint">Of the model.</param>
public sealed record RoundJudged(int Round, int Updates, double Accuracy, double Loss, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Updates);
        encoder.Write(Accuracy);
        encoder.Write(Loss);
        encoder.Write(Fingerprint);
    }
}

/// <summary>Accuracy no longer rose, so the terms of the next rounds are others.</summary>
/// <param name="Round">After which round.</param>
/// <param name="Rate">Learning rate from now on.</param>
/// <param name="Share">Share of members in a round from now on.</param>
public sealed record TermsAdjusted(int Round, double Rate, double Share) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Rate);
        encoder.Write(Share);
    }
}

/// <summary>An edge has made one model of its members'.</summary>
/// <param name="Round">The edge's own round.</param>
/// <param name="Updates">Models that came in time.</param>
/// <param name="Fingerprint">Of the model.</param>
public sealed record EdgeAveraged(int Round, int Updates, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Updates);
        encoder.Write(Fingerprint);
    }
}

/// <summary>Masks were taken off a sum of updates.</summary>
/// <param name="Round">Of which round.</param>
/// <param name="Threshold">How many members it took.</param>
/// <param name="Members">Whose updates are in the sum.</param>
public sealed record SumUnmasked(int Round, int Threshold, IReadOnlyList<int> Members) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Threshold);
        encoder.Write(Members.Count);
        foreach (int member in Members)
        {
            encoder.Write(member);
        }
    }
}

/// <summary>Too few members were left to take masks off a sum: the model stays as it was.</summary>
/// <param name="Round">Of which round.</param>
/// <param name="Step">After which step: <c>keys</c>, <c>shares</c>, <c>inputs</c> or <c>reveals</c>.</param>
/// <param name="Members">How many were left.</param>
/// <param name="Threshold">How many it takes.</param>
public sealed record RoundVoid(int Round, string Step, int Members, int Threshold) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Round);
        encoder.Write(Step);
        encoder.Write(Members);
        encoder.Write(Threshold);
    }
}

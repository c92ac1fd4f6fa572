using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>The combiner asks a member to learn on and to say what it thinks.</summary>
/// <param name="Round">The round, from 1.</param>
public sealed record OpinionOrder(int Round) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48;
}

/// <summary>What a member thinks of all images that are asked about: the probability of each class, image by image.
/// </summary>
/// <param name="Round">The round for which it was asked.</param>
/// <param name="HeldOut">Of the held-out images.</param>
/// <param name="Testing">Of the test images.</param>
public sealed record MemberOpinions(int Round, ImmutableArray<float> HeldOut, ImmutableArray<float> Testing) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (sizeof(float) * (HeldOut.Length + Testing.Length));
}

/// <summary>Timer of a member: it has learnt, and knows what it thinks.</summary>
/// <param name="Round">For which round.</param>
public sealed record OpinionTag(int Round) : IMessage;

/// <summary>Timer of the combiner: opinions have been made one and judged.</summary>
/// <param name="Round">Those of which round.</param>
public sealed record FusedTag(int Round) : IMessage;

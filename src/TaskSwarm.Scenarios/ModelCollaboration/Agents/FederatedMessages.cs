using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>The server asks a member to train a model on its own images.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Parameters">Where to begin.</param>
public sealed record TrainingOrder(int Round, double Rate, ImmutableArray<float> Parameters) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(float) * Parameters.Length);
}

/// <summary>A member hands in what it has trained.</summary>
/// <param name="Round">The round for which it was asked.</param>
/// <param name="Examples">Images that it learnt from.</param>
/// <param name="Parameters">The model.</param>
public sealed record TrainedUpdate(int Round, int Examples, ImmutableArray<float> Parameters) : IModelUpdate
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(float) * Parameters.Length);

    /// <inheritdoc/>
    public float[] Model(ImmutableArray<float> begin) => ImmutableCollectionsMarshal.AsArray(Parameters)!;
}

/// <summary>A member hands in the change of the model, its numbers rounded at random.</summary>
/// <param name="Round">The round for which it was asked.</param>
/// <param name="Examples">Images that it learnt from.</param>
/// <param name="Bits">Bits of a number.</param>
/// <param name="Count">How many numbers, which the server knows.</param>
/// <param name="Scale">The largest absolute value.</param>
/// <param name="Words">The bits of all numbers.</param>
public sealed record QuantisedUpdate(
    int Round, int Examples, int Bits, int Count, double Scale, ImmutableArray<ulong> Words) : IModelUpdate
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + QuantisedVector.SizeOf(Bits, Count);

    /// <inheritdoc/>
    public float[] Model(ImmutableArray<float> begin) =>
        Changes.Add(begin, new QuantisedVector(Bits, Count, (float)Scale, Words).Decompress());
}

/// <summary>A member hands in the largest numbers of the change of the model.</summary>
/// <param name="Round">The round for which it was asked.</param>
/// <param name="Examples">Images that it learnt from.</param>
/// <param name="Places">Which numbers, in rising order.</param>
/// <param name="Values">How they changed.</param>
public sealed record SparseUpdate(int Round, int Examples, ImmutableArray<int> Places, ImmutableArray<float> Values)
    : IModelUpdate
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + SparseVector.SizeOf(Places.Length);

    /// <inheritdoc/>
    public float[] Model(ImmutableArray<float> begin) =>
        Changes.Add(begin, new SparseVector(begin.Length, Places, Values).Decompress());
}

/// <summary>A member tells the server that it is there.</summary>
/// <param name="BeganAnew">Whether it has failed since the last one, and forgotten what it was asked.</param>
public sealed record Heartbeat(bool BeganAnew) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40;
}

/// <summary>Timer of a member: time to tell that it is there.</summary>
public sealed record BeatTag : IMessage;

/// <summary>Timer of the server: time to look who has been silent.</summary>
public sealed record WatchTag : IMessage;

/// <summary>Timer of a member: its training is over.</summary>
/// <param name="Round">The round that it trained for.</param>
public sealed record TrainingTag(int Round) : IMessage;

/// <summary>Timer of a server: it waits no longer.</summary>
/// <param name="Poll">The poll that has waited.</param>
public sealed record DeadlineTag(int Poll) : IMessage;

/// <summary>Timer of the server: the new model has been judged.</summary>
/// <param name="Round">The round that it came from.</param>
public sealed record JudgedTag(int Round) : IMessage;

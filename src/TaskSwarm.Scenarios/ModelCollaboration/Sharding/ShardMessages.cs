using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>A member asks the server for what it lacks to train on a shard.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shard">The shard that it was awarded.</param>
/// <param name="NeedsModel">Whether it lacks the model of the round.</param>
/// <param name="NeedsImages">Whether it lacks the images.</param>
public sealed record WorkWanted(int Round, int Shard, bool NeedsModel, bool NeedsImages) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48;
}

/// <summary>The server sends what a member lacks.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Parameters">The model of the round; empty if the member has it.</param>
/// <param name="ImageBytes">What the images take; 0 if the member has them. All agents of the simulation know the
/// images, so that only their size travels.</param>
public sealed record WorkSent(int Round, int Shard, ImmutableArray<float> Parameters, int ImageBytes) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(float) * Parameters.Length) + ImageBytes;
}

/// <summary>A member hands in what it has trained on a shard.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Parameters">The model.</param>
public sealed record ShardModel(int Round, int Shard, ImmutableArray<float> Parameters) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(float) * Parameters.Length);
}

/// <summary>The server has a model of that shard and needs no other.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shard">The shard.</param>
public sealed record ShardModelTaken(int Round, int Shard) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48;
}

/// <summary>Timer of the server: the next shard is called for.</summary>
public sealed record NextCallTag : IMessage;

/// <summary>Timer of the server: the new model has been judged.</summary>
/// <param name="Round">The round that it came from.</param>
public sealed record ShardsJudgedTag(int Round) : IMessage;

/// <summary>Timer of a member: its training is over.</summary>
/// <param name="Task">The task.</param>
public sealed record ShardTrainedTag(TaskId Task) : IMessage;

/// <summary>Timer of a member: what has not been answered is sent again.</summary>
/// <param name="Task">The task.</param>
/// <param name="IsTrained">Whether it is the model that was handed in; else what was asked for.</param>
public sealed record SendAgainTag(TaskId Task, bool IsTrained) : IMessage;

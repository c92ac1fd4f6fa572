using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>What a call for an opinion tells beyond its task.</summary>
/// <param name="Suspicion">How probable each class is, as far as the caller knows.</param>
public sealed record CaseTerms(ImmutableArray<float> Suspicion) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => sizeof(float) * Suspicion.Length;
}

/// <summary>The case itself, which goes with the award.</summary>
/// <param name="Image">Which test image it is; its pixels are what travels.</param>
/// <param name="Bytes">What they take.</param>
public sealed record CaseImage(int Image, int Bytes) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => Bytes;
}

/// <summary>What a member thinks of a case.</summary>
/// <param name="Task">The task of giving this opinion.</param>
/// <param name="Attempt">Under which award.</param>
/// <param name="Likelihood">How likely what its model says is under each class.</param>
/// <param name="Energy">What it took, J.</param>
public sealed record CaseOpinion(TaskId Task, int Attempt, ImmutableArray<float> Likelihood, double Energy) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 80 + (sizeof(float) * Likelihood.Length);
}

/// <summary>An opinion has come, or is no longer wanted: it need not be sent again.</summary>
/// <param name="Task">The task of giving it.</param>
public sealed record OpinionHeard(TaskId Task) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48;
}

/// <summary>A front tells the first one that all its cases are decided.</summary>
public sealed record DeskClosed : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40;
}

/// <summary>Timer of a member: it has learnt.</summary>
public sealed record LearntTag : IMessage;

/// <summary>Timer of a front: the next case comes.</summary>
/// <param name="Case">Its number.</param>
public sealed record CaseTag(int Case) : IMessage;

/// <summary>Timer of a front: an opinion has taken too long.</summary>
/// <param name="Task">The task of giving it.</param>
/// <param name="Attempt">Under which award.</param>
public sealed record OverdueTag(TaskId Task, int Attempt) : IMessage;

/// <summary>Timer of a member: it has come to an opinion.</summary>
/// <param name="Task">The task of giving it.</param>
public sealed record ThoughtTag(TaskId Task) : IMessage;

/// <summary>Timer of a member: an opinion that nobody has confirmed is sent again.</summary>
public sealed record RepeatTag : IMessage;

/// <summary>Timer of a front: it tells again that all its cases are decided.</summary>
public sealed record ClosedTag : IMessage;

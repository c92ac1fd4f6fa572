using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>A step of a task's life. Attempts are numbered from 1, one for each award.</summary>
/// <param name="Task">Which task.</param>
public abstract record TaskEvent(TaskId Task) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder) => encoder.Write(Task.Number);
}

/// <summary>A task was announced for the first time.</summary>
/// <param name="Task">Which task.</param>
/// <param name="TaskName">Its name.</param>
/// <param name="Release">When it became known.</param>
/// <param name="Due">When it should be done.</param>
public sealed record TaskAnnounced(TaskId Task, string TaskName, SimTime Release, SimTime Due) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(TaskName);
        encoder.Write(Release);
        encoder.Write(Due);
    }
}

/// <summary>A task was awarded, or passed on to another agent by re-auction before it was started.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Attempt">The number of the award.</param>
/// <param name="Winner">Who won it.</param>
/// <param name="Cost">The winning bid.</param>
public sealed record TaskAwarded(TaskId Task, int Attempt, AgentId Winner, double Cost) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(Attempt);
        encoder.Write(Winner);
        encoder.Write(Cost);
    }
}

/// <summary>The winner began to carry a task out.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Attempt">Under which award.</param>
public sealed record TaskStarted(TaskId Task, int Attempt) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(Attempt);
    }
}

/// <summary>A task is sought an agent for again.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Reason">Why the last attempt came to nothing.</param>
public sealed record TaskReannounced(TaskId Task, string Reason) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(Reason);
    }
}

/// <summary>A task is done; its initiator knows it.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Attempt">Under which award.</param>
/// <param name="By">Who did it.</param>
/// <param name="CompletedAt">When the work ended.</param>
public sealed record TaskCompleted(TaskId Task, int Attempt, AgentId By, SimTime CompletedAt) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(Attempt);
        encoder.Write(By);
        encoder.Write(CompletedAt);
    }
}

/// <summary>Nobody can do a task, or all attempts came to nothing.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Reason">Why.</param>
public sealed record TaskFailed(TaskId Task, string Reason) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(Reason);
    }
}

/// <summary>A task's deadline passed.</summary>
/// <param name="Task">Which task.</param>
public sealed record TaskExpired(TaskId Task) : TaskEvent(Task);

/// <summary>A task is no longer wanted.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Reason">Why.</param>
public sealed record TaskCancelled(TaskId Task, string Reason) : TaskEvent(Task)
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        base.Write(ref encoder);
        encoder.Write(Reason);
    }
}
